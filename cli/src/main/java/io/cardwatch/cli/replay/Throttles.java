package io.cardwatch.cli.replay;

import io.cardwatch.alert.AlertThrottle;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.ThrottleReason;
import io.cardwatch.alert.ThrottleState;
import io.cardwatch.engine.FeedClock;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Alerting;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cooldown and budget of each cardholder, as the job keeps them: the days are UTC's. Grows with the
 * cardholders who were lately alerted.
 */
final class Throttles {
    private static final int FIRST_SWEEP = 1_024;

    private final Map<Subject, ThrottleState> states = new HashMap<>();
    private final FeedClock clock = new FeedClock();
    private int sweepAt = FIRST_SWEEP;

    private record Subject(String bankId, String subjectRef) {}

    /** Why an event that reached the threshold makes no alert, or null where it makes one. */
    @Nullable ThrottleReason hold(
            CardEvent event, List<Finding> findings, Alerting alerting, Instant now) {
        Subject subject = new Subject(event.bankId(), event.subjectOrCard());
        AlertThrottle.Verdict verdict =
                AlertThrottle.admit(
                        states.getOrDefault(subject, ThrottleState.EMPTY),
                        event.cardRef(),
                        findings,
                        Set.of(),
                        alerting.cooldown(),
                        alerting.budgetPerDay(),
                        now,
                        ZoneOffset.UTC);
        if (verdict.state().isEmpty()) {
            states.remove(subject);
        } else {
            states.put(subject, verdict.state());
        }
        clock.see(now.toEpochMilli());
        if (states.size() >= sweepAt && clock.time() != FeedClock.UNKNOWN) {
            Instant past = Instant.ofEpochMilli(clock.time());
            states.values().removeIf(state -> !state.expiresAt().isAfter(past));
            sweepAt = Math.max(FIRST_SWEEP, 2 * states.size());
        }
        return verdict.reason();
    }
}
