package io.cardwatch.operator;

import io.cardwatch.delivery.DeliveryPlan;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** Pauses between attempts that grow, each up to half longer or shorter than its turn says. */
final class Backoff {
    private static final double JITTER = 0.5;

    private final IntervalFunction pauses;

    Backoff(DeliveryPlan.Backoff plan) {
        pauses =
                IntervalFunction.ofExponentialRandomBackoff(
                        plan.first(), plan.factor(), JITTER, plan.longest());
    }

    /** The pause after that many attempts, 1 or more. */
    Duration pause(int attempts) {
        return Duration.ofMillis(pauses.apply(attempts));
    }
}
