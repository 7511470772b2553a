package io.cardwatch.gateway.provider;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.smpp.SmppReceiver;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.jobs.config.InboundSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The receivers bound to message centres: one for each channel of type {@code smpp} that says
 * {@code inbound.receive}, since a bind costs one of the account's sessions.
 */
public final class Receivers implements AutoCloseable {
    private static final String RECEIVE = "receive";
    private static final String ANSWER_WITHIN = "answer-within";
    private static final String ONE_EACH =
            "an account for each bank and channel; this system-id is another's already";
    private static final Duration DEFAULT_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WITHIN = Duration.ofSeconds(30);

    private final List<SmppReceiver> receivers = new ArrayList<>();

    /**
     * Receivers that are not bound yet.
     *
     * @param secret the hashing secret
     * @throws ConfigException where an option does not fit, or two banks share an account
     */
    public Receivers(
            GatewayConfig config,
            Providers providers,
            Inbox inbox,
            byte[] secret,
            InstantSource clock,
            GatewayMetrics metrics) {
        Set<String> accounts = new HashSet<>();
        for (String bankId : config.banks().keySet()) {
            for (InboundSpec spec : providers.channels(bankId).values()) {
                InboundOptions options = new InboundOptions(spec);
                if (!spec.type().equals("smpp") || !isReceiving(options)) {
                    continue;
                }
                if (!accounts.add(account(options))) {
                    throw options.<ConfigException>inbound(
                            told -> {
                                throw told.unfit(RECEIVE, "true", ONE_EACH);
                            });
                }
                SmppTexts texts =
                        new SmppTexts(
                                new Site(bankId, spec.channel()),
                                inbox,
                                new KeyHasher(secret),
                                within(options),
                                clock,
                                metrics);
                receivers.add(SmppReceiver.create(new ChannelOptions(spec.options()), texts));
            }
        }
        metrics.gauge("receivers", receivers::size);
        metrics.gauge(
                "receivers_bound", () -> receivers.stream().filter(SmppReceiver::isBound).count());
    }

    private static boolean isReceiving(InboundOptions options) {
        boolean receiving = options.inbound(told -> told.flag(RECEIVE, false));
        Duration unused = within(options);
        options.refuseOthers();
        return receiving;
    }

    private static Duration within(InboundOptions options) {
        return options.inbound(
                told -> {
                    Duration within = told.duration(ANSWER_WITHIN, DEFAULT_WITHIN);
                    if (within.compareTo(LONGEST_WITHIN) > 0) {
                        throw told.unfit(ANSWER_WITHIN, told.text(ANSWER_WITHIN), "1s to 30s");
                    }
                    return within;
                });
    }

    private static String account(InboundOptions options) {
        return options.ownText("system-id") + "@" + options.ownText("host");
    }

    /** Binds, in the background. Not before the topics are read: a text is judged by them. */
    public void start() {
        receivers.forEach(SmppReceiver::start);
    }

    @Override
    public void close() {
        receivers.forEach(SmppReceiver::close);
    }
}
