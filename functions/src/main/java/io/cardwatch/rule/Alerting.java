package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * When findings become an alert.
 *
 * @param threshold the summed score of the live rules from which an event alerts
 * @param cooldown how long a card's rule that alerted does not alert again by itself; zero for none
 * @param budgetPerDay how many alerts a subject gets per day of their time zone at most; {@code
 *     Integer.MAX_VALUE} for no bound
 */
public record Alerting(double threshold, Duration cooldown, int budgetPerDay)
        implements Serializable {
    public Alerting {
        requireNonNull(cooldown, "cooldown");
    }
}
