package io.cardwatch.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How urgent an alert is, by its score relative to the rule set's threshold {@code t}.
 *
 * <table>
 *   <caption>Bands; each includes its lower end</caption>
 *   <tr><td>LOW</td><td>below 1.25 t</td></tr>
 *   <tr><td>MEDIUM</td><td>from 1.25 t</td></tr>
 *   <tr><td>HIGH</td><td>from 1.5 t</td></tr>
 *   <tr><td>CRITICAL</td><td>from 2 t</td></tr>
 * </table>
 *
 * <p>The order of the constants is the order of urgency; a consent's least severity is compared by
 * it.
 */
public enum Severity {
    LOW(0.0),
    MEDIUM(1.25),
    HIGH(1.5),
    CRITICAL(2.0);

    private static final Severity[] ALL = values();

    private final double fromTimesThreshold;

    Severity(double fromTimesThreshold) {
        this.fromTimesThreshold = fromTimesThreshold;
    }

    /**
     * The severity of a score. Every score has one, whatever the threshold, so that an odd rule set
     * never stops the stream.
     */
    public static Severity of(double score, double threshold) {
        for (int i = ALL.length - 1; i > 0; i--) {
            if (score >= ALL[i].fromTimesThreshold * threshold) {
                return ALL[i];
            }
        }
        return LOW;
    }

    /** Whether this is as urgent as the other, or more. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }

    /** The word used on the wire, for example {@code high}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of that wire name, or null where there is none. */
    public static @Nullable Severity fromWireName(String wireName) {
        for (Severity severity : ALL) {
            if (severity.wireName().equals(wireName)) {
                return severity;
            }
        }
        return null;
    }
}
