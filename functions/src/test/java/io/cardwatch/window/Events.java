package io.cardwatch.window;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;

/** Events as prose. */
final class Events {
    static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private Events() {}

    static CardEvent.Builder at(long time) {
        return CardEvent.builder()
                .eventId("event-" + time)
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("card")
                .eventTime(Instant.ofEpochMilli(time))
                .currency("EUR")
                .responseCode("00")
                .baseAmount(1_000, 2);
    }

    /** Takes an event into a state and gives the features it sees. */
    static double[] take(KeyState state, CardEvent event) {
        double[] features = new double[state.plan().slots(0).size()];
        Entry entry = state.plan().newEntry();
        state.plan().project(event, event.eventTime().toEpochMilli(), States::hash, entry);
        state.take(entry, features);
        return features;
    }
}
