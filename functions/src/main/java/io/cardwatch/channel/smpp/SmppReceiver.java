package io.cardwatch.channel.smpp;

import com.google.common.base.Throwables;
import com.google.common.base.Ticker;
import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.secret.Secret;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.BindType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stays bound to a message centre as a receiver and hands on what comes: texts from phones, and
 * receipts. Where the session ends or the centre refuses it, it binds again, with growing pauses,
 * until it is closed.
 */
public final class SmppReceiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppReceiver.class);
    private static final long TENDING_MILLIS = 500;

    private final Secret password;
    private final ScheduledThreadPoolExecutor timers = SmppChannel.timers();
    private final SmppLink link;
    private volatile boolean bound;
    private String told = "";

    private SmppReceiver(SmppSettings settings, Secret password, SmppInbound inbound) {
        this.password = password;
        link =
                new SmppLink(
                        settings,
                        BindType.BIND_RX,
                        new SmppDelivery(inbound),
                        timers,
                        SmppChannel.threads(),
                        Ticker.systemTicker());
    }

    /**
     * A receiver that is not bound yet; it reads no secret and opens no connection.
     *
     * @param options those of the channel {@code smpp} that sends through the same centre
     * @throws ChannelOptionException where an option is missing or cannot be used
     */
    public static SmppReceiver create(ChannelOptions options, SmppInbound inbound) {
        SmppSettings settings = SmppType.settings(options);
        Secret password = options.secret("password");
        options.refuseOthers();
        return new SmppReceiver(settings, password, inbound);
    }

    /** Binds, in the background, and stays bound. */
    public void start() {
        Future<?> unused =
                timers.scheduleWithFixedDelay(this::tend, 0, TENDING_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether it was bound when it was last looked at. */
    public boolean isBound() {
        return bound;
    }

    private void tend() {
        try {
            CompletableFuture<SmppSession> session = link.session(password.newest());
            bound = session.isDone() && !session.isCompletedExceptionally();
            if (session.isDone()) {
                tell(bound ? "bound" : "not bound: " + reason(session));
            }
        } catch (IllegalStateException e) {
            bound = false;
            tell("not bound: no_secret");
        }
    }

    private static String reason(CompletableFuture<SmppSession> session) {
        Throwable failure = session.handle((done, problem) -> problem).join();
        return failure == null ? "" : String.valueOf(Throwables.getRootCause(failure).getMessage());
    }

    /** Once for each change. */
    private void tell(String state) {
        if (!state.equals(told)) {
            LOG.info("the receiver of text messages is {}", state);
            told = state;
        }
    }

    @Override
    public void close() {
        link.close();
        timers.shutdownNow();
    }
}
