package io.cardwatch.event.mapping;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a cell of a file says of whether an event was fraud, in the words that files have for it.
 */
public enum FraudLabel {
    FRAUD(true),
    NOT_FRAUD(false),
    /** Nobody knows: the cell is empty, or says so. */
    UNKNOWN(null),
    /** The cell says something else, so nobody knows either. */
    UNREADABLE(null);

    /** What can be read, for messages. */
    public static final String ACCEPTED =
            "1, true, yes, y, t or fraud; 0, false, no, n, f, legit or genuine; empty, nan, na,"
                    + " null, none, unknown or ? where nobody knows";

    private static final Set<String> FRAUD_WORDS =
            Set.of("true", "yes", "y", "t", "fraud", "fraudulent");
    private static final Set<String> NOT_FRAUD_WORDS =
            Set.of(
                    "false",
                    "no",
                    "n",
                    "f",
                    "legit",
                    "legitimate",
                    "genuine",
                    "normal",
                    "not fraud",
                    "not_fraud",
                    "non-fraud");
    private static final Set<String> UNKNOWN_WORDS =
            Set.of("", "nan", "na", "n/a", "<na>", "nat", "null", "none", "unknown", "?", "-");
    private static final Pattern NUMBER = Pattern.compile("\\+?[01](\\.0{0,20})?|\\.0{1,20}");

    private final @Nullable Boolean fraud;

    FraudLabel(@Nullable Boolean fraud) {
        this.fraud = fraud;
    }

    /** What a cell says; null where there is none. */
    public static FraudLabel of(@Nullable String cell) {
        String word = cell == null ? "" : cell.strip().toLowerCase(Locale.ROOT);
        if (UNKNOWN_WORDS.contains(word)) {
            return UNKNOWN;
        }
        if (NUMBER.matcher(word).matches()) {
            return new BigDecimal(word).signum() > 0 ? FRAUD : NOT_FRAUD;
        }
        if (FRAUD_WORDS.contains(word)) {
            return FRAUD;
        }
        return NOT_FRAUD_WORDS.contains(word) ? NOT_FRAUD : UNREADABLE;
    }

    /** Whether it was fraud; null where nobody knows. */
    public @Nullable Boolean fraud() {
        return fraud;
    }
}
