package io.cardwatch.operator;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.delivery.ChannelTraits;
import io.cardwatch.engine.KeyHash;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.internal.CircuitBreakerStateMachine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One channel as one subtask uses it: how much may be asked of it now, and which cardholders wait
 * for their turn. The urgent ones go first, the others in the order they came.
 *
 * <p>What waits here is a key, not a message: when its turn comes, everything is decided anew.
 */
final class ChannelLane {
    /** A breaker that saw half of that many attempts fail stops the channel for a while. */
    private static final int BREAKER_WINDOW = 40;

    private static final int BREAKER_MINIMUM = 20;
    private static final Duration BREAKER_PAUSE = Duration.ofSeconds(10);
    private static final int BREAKER_TRIALS = 3;
    private static final long BREAKER_CHECK_MILLIS = 500;

    private static final int CYCLES_A_SECOND = 20;

    /** What is assumed of a channel that is no longer configured: the safe side. */
    static final ChannelTraits GONE = new ChannelTraits(false, false);

    private final MessageChannel channel;
    private final ChannelLimits limits;
    private final int inFlightShare;
    private final RateLimiter rate;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private final Set<KeyHash> urgent = new LinkedHashSet<>();
    private final Set<KeyHash> others = new LinkedHashSet<>();

    private int inFlight;
    private boolean paused;
    private boolean onTrial;
    private boolean blocked;
    private int resumptions;
    private long downUntil = Long.MIN_VALUE;

    /**
     * A lane of one channel.
     *
     * @param subtasks how many subtasks share the limits
     * @param clock one that never goes back
     */
    ChannelLane(MessageChannel channel, ChannelLimits limits, int subtasks, Clock clock) {
        this.channel = channel;
        this.limits = limits;
        this.clock = clock;
        this.inFlightShare =
                Math.min(share(limits.inFlight(), subtasks), Math.max(1, channel.mostInFlight()));
        this.rate = rate(channel.name(), share(limits.perSecond(), subtasks), clock);
        this.breaker =
                new CircuitBreakerStateMachine(
                        channel.name(),
                        CircuitBreakerConfig.custom()
                                .clock(clock)
                                .slidingWindowSize(BREAKER_WINDOW)
                                .minimumNumberOfCalls(BREAKER_MINIMUM)
                                .waitDurationInOpenState(BREAKER_PAUSE)
                                .permittedNumberOfCallsInHalfOpenState(BREAKER_TRIALS)
                                .build());
    }

    private static int share(int all, int subtasks) {
        return Math.max(1, (all + subtasks - 1) / subtasks);
    }

    /** In short cycles where there is enough to spread, so that a second has no burst. */
    private static RateLimiter rate(String name, int perSecond, Clock clock) {
        int perCycle = Math.max(1, perSecond / CYCLES_A_SECOND);
        return new AtomicRateLimiter(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(perCycle)
                        .limitRefreshPeriod(
                                Duration.ofNanos(TimeUnit.SECONDS.toNanos(perCycle) / perSecond))
                        .timeoutDuration(Duration.ZERO)
                        .build(),
                () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    MessageChannel channel() {
        return channel;
    }

    ChannelTraits traits() {
        return new ChannelTraits(channel.idempotent(), limits.confirmsDelivery());
    }

    void pause(boolean pausedNow) {
        paused = pausedNow;
    }

    boolean paused() {
        return paused;
    }

    /** An operator says that it works again. */
    void resumed() {
        downUntil = Long.MIN_VALUE;
        onTrial = false;
        resumptions++;
        breaker.reset();
    }

    /** The bank's own access was refused: nothing is sent for that long, and then one on trial. */
    void down(Duration pause) {
        downUntil = clock.millis() + pause.toMillis();
        onTrial = true;
    }

    /** How often an operator said that it works again: what was asked before counts no more. */
    int resumptions() {
        return resumptions;
    }

    boolean isDown() {
        return downUntil > clock.millis();
    }

    /** Takes a turn, where there is one; it is given back with {@link #ended}. */
    boolean tryStart() {
        boolean started = hasRoom() && breaker.tryAcquirePermission();
        if (started && !rate.acquirePermission()) {
            breaker.releasePermission();
            started = false;
        }
        blocked |= !started;
        if (started) {
            inFlight++;
        }
        return started;
    }

    /** Whether nothing stands in the way but the rate and the breaker, which only a try tells. */
    boolean hasRoom() {
        return !paused && !isDown() && inFlight < (onTrial ? 1 : inFlightShare);
    }

    /** From here on {@link #blocked} speaks of what comes. */
    void turnBegins() {
        blocked = false;
    }

    /** Whether a try since the turn began found none. */
    boolean blocked() {
        return blocked;
    }

    /**
     * In how many milliseconds to try again; {@code Long.MAX_VALUE} where something else has to
     * happen first: an answer, or an operator's word.
     */
    long retryIn() {
        if (paused || inFlight >= (onTrial ? 1 : inFlightShare)) {
            return Long.MAX_VALUE;
        }
        if (isDown()) {
            return downUntil - clock.millis();
        }
        return breaker.getState() == CircuitBreaker.State.OPEN ? BREAKER_CHECK_MILLIS : 0;
    }

    /** A turn is over; without an outcome where the attempt never started. */
    void ended(SendOutcome.@Nullable Kind outcome) {
        inFlight--;
        if (outcome == null) {
            breaker.releasePermission();
            return;
        }
        switch (outcome) {
            case RETRY, RETRY_LATER, UNKNOWN, CHANNEL_DOWN ->
                    breaker.onError(0, TimeUnit.NANOSECONDS, new FailedAttempt());
            default -> {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
                onTrial = false;
            }
        }
    }

    /** Has a cardholder wait for a turn; one who waits already keeps their place. */
    void enqueue(KeyHash key, boolean isUrgent) {
        if (isUrgent) {
            others.remove(key);
            urgent.add(key);
        } else if (!urgent.contains(key)) {
            others.add(key);
        }
    }

    /** Who is next, or null; they stay in the queue. */
    @Nullable KeyHash next() {
        var keys = (urgent.isEmpty() ? others : urgent).iterator();
        return keys.hasNext() ? keys.next() : null;
    }

    /** They had their turn. */
    void leave(KeyHash key) {
        urgent.remove(key);
        others.remove(key);
    }

    int waiting() {
        return urgent.size() + others.size();
    }

    /** What the breaker counts: it asks for an exception. */
    private static final class FailedAttempt extends Exception {
        private static final long serialVersionUID = 1L;

        FailedAttempt() {
            super(null, null, false, false);
        }
    }
}
