package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When findings become an alert.
 *
 * @param threshold the summed score of the live rules from which an event alerts
 * @param cooldown how long a card's rule that alerted does not alert again by itself; zero for none
 * @param budgetPerDay how many alerts a subject gets per day of their time zone at most; {@code
 *     Integer.MAX_VALUE} for no bound
 * @param bands the scores from which an alert is more urgent
 * @param flood from when on a rule fires too often to be believed; null for never
 */
public record Alerting(
        double threshold, Duration cooldown, int budgetPerDay, Bands bands, @Nullable Flood flood)
        implements Serializable {
    public Alerting {
        requireNonNull(cooldown, "cooldown");
        requireNonNull(bands, "bands");
    }

    /** The same with the usual bands and no flood limit. */
    public Alerting(double threshold, Duration cooldown, int budgetPerDay) {
        this(threshold, cooldown, budgetPerDay, Bands.of(threshold), null);
    }

    /**
     * The scores from which an alert is of medium, high and critical severity, in rising order; it
     * is low below all of them.
     */
    public record Bands(double medium, double high, double critical) implements Serializable {
        /** What holds where a set names none: 1.25, 1.5 and 2 times the threshold. */
        public static Bands of(double threshold) {
            return new Bands(1.25 * threshold, 1.5 * threshold, 2.0 * threshold);
        }
    }

    /**
     * A rule that fires on more than that share of the events is paused.
     *
     * @param share within (0, 1)
     * @param over how long a stretch of events is looked at, and how long the pause lasts
     * @param least how many events the stretch has to hold for its share to say anything
     */
    public record Flood(double share, Duration over, int least) implements Serializable {
        public Flood {
            requireNonNull(over, "over");
        }
    }
}
