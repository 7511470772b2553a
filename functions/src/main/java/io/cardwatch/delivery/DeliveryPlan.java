package io.cardwatch.delivery;

import static java.util.Objects.requireNonNull;

import io.cardwatch.consent.QuietHours;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a bank wants alerts delivered.
 *
 * @param eventClock whether "now" is the alert's own event time, as for a replay of old data. Then
 *     nothing waits for a time of day and nothing grows old: quiet hours, digests and expiry do not
 *     apply
 * @param alertMemory how long an alert's id is remembered: longer than the alerts topic keeps it
 * @param maxPending how many undelivered alerts a subtask holds; more are dropped and counted
 * @param fallbackAfter how long a channel may leave an alert unconfirmed before the next channel is
 *     asked too
 * @param expireAfter how old an alert may become before it is no longer sent
 * @param digestWithin how long after a message of a card further alerts of it are gathered into one
 *     message; zero for never. More urgent ones are not held
 * @param retry when a passing failure is tried again
 * @param laterAfter when a limit that was hit, or a channel that was down, is tried again
 * @param others what holds for banks that have no entry of their own
 * @param banks by bank id
 */
public record DeliveryPlan(
        boolean eventClock,
        Duration alertMemory,
        int maxPending,
        Duration fallbackAfter,
        Duration expireAfter,
        Duration digestWithin,
        Backoff retry,
        Duration laterAfter,
        Bank others,
        Map<String, Bank> banks)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Pauses that grow.
     *
     * @param first the pause after the first failure
     * @param factor how much longer each further one is
     * @param longest where they stop growing
     */
    public record Backoff(Duration first, double factor, Duration longest) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Backoff {
            requireNonNull(first, "first");
            requireNonNull(longest, "longest");
            if (first.toMillis() < 1 || factor < 1 || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "pauses are a millisecond or more and do not shrink");
            }
        }
    }

    /**
     * What a bank has of its own.
     *
     * @param order channels in the order they are asked; those that it does not name come last, by
     *     name
     * @param quietHours the bank's own quiet hours, in each user's zone, on top of the user's; or
     *     null for none
     */
    public record Bank(List<String> order, @Nullable QuietHours quietHours)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** No order and no quiet hours. */
        public static final Bank PLAIN = new Bank(List.of(), null);

        public Bank {
            order = List.copyOf(order);
        }
    }

    public DeliveryPlan {
        requireNonNull(alertMemory, "alertMemory");
        requireNonNull(fallbackAfter, "fallbackAfter");
        requireNonNull(expireAfter, "expireAfter");
        requireNonNull(digestWithin, "digestWithin");
        requireNonNull(retry, "retry");
        requireNonNull(laterAfter, "laterAfter");
        requireNonNull(others, "others");
        banks = Map.copyOf(banks);
        if (maxPending < 1) {
            throw new IllegalArgumentException("at least one alert may be pending");
        }
    }

    /** What holds where nothing is configured. */
    public static DeliveryPlan defaults(boolean eventClock) {
        return new DeliveryPlan(
                eventClock,
                Duration.ofDays(8),
                1_000_000,
                Duration.ofMinutes(2),
                Duration.ofHours(24),
                Duration.ofMinutes(2),
                new Backoff(Duration.ofSeconds(2), 3, Duration.ofMinutes(10)),
                Duration.ofMinutes(5),
                Bank.PLAIN,
                Map.of());
    }

    /** Whether several alerts of a card may share a message on such a channel. */
    public boolean gathers(ChannelTraits channel) {
        return !eventClock && !digestWithin.isZero() && !channel.idempotent();
    }

    /** What holds for that bank. */
    public Bank of(String bankId) {
        return banks.getOrDefault(bankId, others);
    }
}
