package io.cardwatch.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.cardwatch.rule.Alerting;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How urgent an alert is, by the bands of the rule set that its score falls into; each band
 * includes its lower end.
 *
 * <p>The order of the constants is the order of urgency; a consent's least severity is compared by
 * it.
 */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    private static final Severity[] ALL = values();

    /**
     * The severity of a score. Every score has one, whatever the bands, so that an odd rule set
     * never stops the stream.
     */
    public static Severity of(double score, Alerting.Bands bands) {
        if (score >= bands.critical()) {
            return CRITICAL;
        }
        if (score >= bands.high()) {
            return HIGH;
        }
        return score >= bands.medium() ? MEDIUM : LOW;
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
