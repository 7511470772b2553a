package io.cardwatch.message;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a template may have filled in, written as its name in braces, for example {@code {bank}}.
 */
enum Placeholder {
    /** The bank's own name. */
    BANK(ImmutableSet.copyOf(Place.values())),
    /** The day of the transaction, the latest of several, in the user's locale and zone. */
    DATE(ImmutableSet.copyOf(Place.values())),
    /** The time of day of the transaction, the latest of several, likewise. */
    TIME(ImmutableSet.copyOf(Place.values())),
    /** The bank's published number, where its {@code bank.yaml} gives one. */
    PHONE(ImmutableSet.of(Place.TEXT, Place.DETAILED_TEXT, Place.TEXT_OF_SEVERAL)),
    /** The amount with its currency code, in the user's locale. */
    AMOUNT(ImmutableSet.of(Place.DETAILED_TEXT)),
    /** The merchant's name. */
    MERCHANT(ImmutableSet.of(Place.DETAILED_TEXT)),
    /** How many alerts the message tells of. */
    COUNT(ImmutableSet.of(Place.TITLE_OF_SEVERAL, Place.TEXT_OF_SEVERAL)),
    /** Day and time of the first transaction. */
    SINCE(ImmutableSet.of(Place.TITLE_OF_SEVERAL, Place.TEXT_OF_SEVERAL));

    /** Where a placeholder may stand: titles show on locked screens, so they tell least. */
    enum Place {
        TITLE(""),
        TEXT(" without detail: detailed"),
        DETAILED_TEXT(""),
        /** Amounts of several transactions are not added up: their currencies may differ. */
        TITLE_OF_SEVERAL(" with several: true"),
        TEXT_OF_SEVERAL(" with several: true");

        private final String condition;

        Place(String condition) {
            this.condition = condition;
        }

        /** Half a sentence for errors, to stand behind what was read. */
        String condition() {
            return condition;
        }

        String accepted() {
            return Arrays.stream(Placeholder.values())
                    .filter(placeholder -> placeholder.isAllowedIn(this))
                    .map(Placeholder::written)
                    .collect(Collectors.joining(", "));
        }
    }

    private final ImmutableSet<Place> places;

    Placeholder(ImmutableSet<Place> places) {
        this.places = places;
    }

    boolean isAllowedIn(Place place) {
        return places.contains(place);
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
}
