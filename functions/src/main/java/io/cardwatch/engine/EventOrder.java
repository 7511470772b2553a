package io.cardwatch.engine;

import io.cardwatch.alert.AlertId;
import io.cardwatch.event.CardEvent;
import java.util.Comparator;

/**
 * The one order of events in event time: by time to the millisecond, then by the id of the alert
 * that the event would raise. It depends on no secret and no arrival, so a backtest that sorts by
 * it judges what the job with {@code ordering: event-time} judges.
 */
public final class EventOrder {
    /** Events of one feed in their order. */
    public static final Comparator<CardEvent> BY_TIME =
            Comparator.comparingLong((CardEvent event) -> event.eventTime().toEpochMilli())
                    .thenComparing(EventOrder::tie);

    private EventOrder() {}

    /** What decides between events of the same time. */
    public static String tie(CardEvent event) {
        return AlertId.of(event.bankId(), event.eventId());
    }
}
