package io.cardwatch.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a template may have filled in, written as its name in braces, for example {@code {bank}}.
 */
enum Placeholder {
    /** The bank's own name. */
    BANK(Use.ANYWHERE),
    /** The day of the transaction, in the user's locale and zone. */
    DATE(Use.ANYWHERE),
    /** The time of day of the transaction, in the user's locale and zone. */
    TIME(Use.ANYWHERE),
    /** The bank's published number, where its {@code bank.yaml} gives one. */
    PHONE(Use.IN_TEXT),
    /** The amount with its currency code, in the user's locale. */
    AMOUNT(Use.IN_DETAILED_TEXT),
    /** The merchant's name. */
    MERCHANT(Use.IN_DETAILED_TEXT);

    /** Where a placeholder may stand: titles show on locked screens, so they tell least. */
    enum Use {
        ANYWHERE,
        IN_TEXT,
        IN_DETAILED_TEXT
    }

    private final Use use;

    Placeholder(Use use) {
        this.use = use;
    }

    boolean isAllowedIn(Use place) {
        return use.compareTo(place) <= 0;
    }

    String written() {
        return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }

    static @Nullable Placeholder of(String name) {
        for (Placeholder placeholder : values()) {
            if (placeholder.name().toLowerCase(Locale.ROOT).equals(name)) {
                return placeholder;
            }
        }
        return null;
    }

    static String allowedIn(Use place) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.isAllowedIn(place))
                .map(Placeholder::written)
                .collect(Collectors.joining(", "));
    }
}
