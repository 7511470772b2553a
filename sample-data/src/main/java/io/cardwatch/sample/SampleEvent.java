package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event and the truth about it.
 *
 * @param event what the bank feeds
 * @param card the card it is of
 * @param fraud the pattern it belongs to, or null where the cardholder made it
 */
record SampleEvent(CardEvent event, Card card, @Nullable FraudPattern fraud) {
    /** Whether the card itself was at a terminal. */
    boolean inPerson() {
        return Boolean.TRUE.equals(event.cardPresent());
    }

    SampleEvent with(CardEvent other) {
        return new SampleEvent(other, card, fraud);
    }
}
