package io.cardwatch.outcome;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * How long answers are waited for, and what they hold back.
 *
 * @param eventClock whether "now" is the alert's own event time, as for a replay of old data. Then
 *     an answer is waited for from when the alert was read on
 * @param noAnswerAfter how long after the alert an answer counts
 * @param snooze how long the rules of an alert that its cardholder calls legitimate make no other
 *     one for that card; zero for not at all
 * @param snoozes the same for banks that have a time of their own, by bank id
 */
public record OutcomePlan(
        boolean eventClock, Duration noAnswerAfter, Duration snooze, Map<String, Duration> snoozes)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The longest snooze that the alert job remembers. */
    public static final Duration LONGEST_SNOOZE = Duration.ofDays(30);

    public OutcomePlan {
        requireNonNull(noAnswerAfter, "noAnswerAfter");
        requireNonNull(snooze, "snooze");
        snoozes = Map.copyOf(snoozes);
    }

    /** What holds where nothing is configured. */
    public static OutcomePlan defaults(boolean eventClock) {
        return new OutcomePlan(eventClock, Duration.ofDays(1), Duration.ofDays(3), Map.of());
    }

    Duration snooze(String bankId) {
        return snoozes.getOrDefault(bankId, snooze);
    }
}
