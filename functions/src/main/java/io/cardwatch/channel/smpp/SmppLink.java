package io.cardwatch.channel.smpp;

import com.google.common.base.Ticker;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one session: begins it when it is asked for, another one when it has ended or the password
 * has changed, and after a failure not before a pause that grows with each.
 */
final class SmppLink implements AutoCloseable {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final SmppSettings settings;
    private final BindType type;
    private final @Nullable Consumer<DeliverSm> inbound;
    private final ScheduledExecutorService timers;
    private final ThreadFactory threads;
    private final Ticker ticker;
    private @Nullable SmppSession session;
    private @Nullable CompletableFuture<SmppSession> bound;
    private @Nullable SmppFailure failure;
    private @Nullable String failedPassword;
    private long failedAt;
    private Duration pause = Duration.ZERO;
    private boolean closed;

    SmppLink(
            SmppSettings settings,
            BindType type,
            @Nullable Consumer<DeliverSm> inbound,
            ScheduledExecutorService timers,
            ThreadFactory threads,
            Ticker ticker) {
        this.settings = settings;
        this.type = type;
        this.inbound = inbound;
        this.timers = timers;
        this.threads = threads;
        this.ticker = ticker;
    }

    /** A session bound with that password, at once where there is one; else an SmppFailure. */
    synchronized CompletableFuture<SmppSession> session(String password) {
        if (closed) {
            return failed(SendOutcome.of(Kind.RETRY, "closed"));
        }
        SmppSession current = session;
        if (current != null && bound != null && !current.isOver()) {
            if (current.isBoundWith(password)) {
                return bound;
            }
            current.retire();
        }
        if (failure != null && password.equals(failedPassword) && !pauseIsOver()) {
            return CompletableFuture.failedFuture(failure);
        }
        SmppSession begun = new SmppSession(settings, type, password, inbound, timers, threads);
        session = begun;
        // Whoever waits is told after the failure was noted.
        CompletableFuture<SmppSession> noted =
                begun.bound().whenComplete((none, problem) -> ended(password, problem));
        bound = noted;
        begun.start();
        return noted;
    }

    private boolean pauseIsOver() {
        return ticker.read() - failedAt >= pause.toNanos();
    }

    private synchronized void ended(String password, @Nullable Throwable problem) {
        if (problem instanceof SmppFailure why) {
            failure = why;
            failedPassword = password;
            failedAt = ticker.read();
            Duration twice = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        } else {
            failure = null;
            pause = Duration.ZERO;
        }
    }

    private static CompletableFuture<SmppSession> failed(SendOutcome outcome) {
        return CompletableFuture.failedFuture(new SmppFailure(outcome));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (session != null && !session.isOver()) {
            session.unbind();
        }
    }
}
