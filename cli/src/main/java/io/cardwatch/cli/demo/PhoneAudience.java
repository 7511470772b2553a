package io.cardwatch.cli.demo;

import io.cardwatch.cli.phone.PhonePage;
import io.cardwatch.gateway.Gateway;
import io.cardwatch.message.MessageTemplates;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cardholders with the banks' own app: their phones are on a page, and what they press goes through
 * a real gateway.
 */
final class PhoneAudience implements Audience {
    /** The channel that consents name. */
    static final String CHANNEL = "app";

    private static final int SECRET_BYTES = 32;

    private final DemoJobs jobs;
    private final Collection<String> bankIds;
    private final InstantSource clock;
    private final HubSettings hub;
    private final PhonePage page;
    private @Nullable Gateway gateway;

    /**
     * Starts the page; {@link #open} starts the gateway.
     *
     * @param first when the first event happened, or null where there is none. The gateway's clock
     *     goes on from there, so that buttons of old events are still good; never from later than
     *     now, since no answer comes from the future
     * @param folder where secrets of this run's own are put
     * @param templates the folder of message templates
     */
    PhoneAudience(
            DemoJobs jobs,
            Collection<String> bankIds,
            @Nullable Instant first,
            Path folder,
            Path templates)
            throws IOException {
        this.jobs = jobs;
        this.bankIds = List.copyOf(bankIds);
        clock = clockFrom(first);
        Path hubSecret =
                Files.writeString(
                        folder.resolve("hub-secret"),
                        "whsec_" + Base64.getEncoder().encodeToString(random()));
        Path replySecret =
                Files.writeString(
                        folder.resolve("reply-secret"), HexFormat.of().formatHex(random()));
        MessageTemplates words = MessageTemplates.load(templates);
        page = PhonePage.start(CHANNEL, SecretReference.file(hubSecret), clock, words::bankName);
        hub = new HubSettings(CHANNEL, page.hub(), hubSecret, replySecret);
    }

    private static InstantSource clockFrom(@Nullable Instant first) {
        InstantSource wall = InstantSource.system();
        Instant now = wall.instant();
        return first == null || first.isAfter(now)
                ? wall
                : InstantSource.offset(wall, Duration.between(now, first));
    }

    private static byte[] random() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** What delivery posts to. */
    HubSettings hub() {
        return hub;
    }

    /** Where the page is. */
    URI address() {
        return page.address();
    }

    /** Starts the gateway, for the topics that there are now. */
    void open(JobSettings settings) throws IOException {
        Gateway started = jobs.startGateway(settings, clock);
        gateway = started;
        page.answersGoTo(URI.create("http://127.0.0.1:" + started.port() + '/'));
    }

    @Override
    public Map<String, TopicTail.Taker> topics() {
        Map<String, TopicTail.Taker> topics = new HashMap<>();
        topics.put(jobs.alertsTopic(), record -> page.bank().alert(record.value()));
        topics.put(jobs.labelsTopic(), record -> page.bank().label(record.value()));
        topics.put(
                jobs.consentsTopic(), record -> page.bank().consent(record.key(), record.value()));
        for (String bankId : bankIds) {
            topics.put(jobs.outcomesTopic(bankId), record -> page.bank().outcome(record.value()));
        }
        return topics;
    }

    @Override
    public void look() {
        // Everything arrives by itself: messages at the hub, the rest from the topics.
    }

    @Override
    public long messages() {
        return page.messages();
    }

    @Override
    public long answers() {
        return page.bank().answers();
    }

    @Override
    public long withdrawals() {
        Gateway started = gateway;
        return started == null
                ? 0
                : started.metrics().counted("written", "topic", jobs.consentsTopic());
    }

    @Override
    public void stage(String text) {
        page.stage(text);
    }

    /** The gateway first: what is pressed meanwhile is refused, not lost. */
    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
        page.close();
    }
}
