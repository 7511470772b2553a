package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a feature is kept by. Keys of different banks never meet, whatever their values. */
public enum KeyDimension {
    /** The card: always present, and the first stage of every job. */
    CARD,
    /** The merchant that took the card. */
    MERCHANT;

    /** The word of the rule language. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The event's key of this dimension, or null where the event has none. */
    public @Nullable String keyOf(CardEvent event) {
        return switch (this) {
            case CARD -> event.cardRef();
            case MERCHANT -> event.merchantId();
        };
    }
}
