package io.cardwatch.operator;

import io.cardwatch.engine.EventInFlight;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Events between two stages. */
public final class EventInFlightTypeInfo extends CustomTypeInfo<EventInFlight> {
    public static final EventInFlightTypeInfo INSTANCE = new EventInFlightTypeInfo();

    private EventInFlightTypeInfo() {
        super(EventInFlight.class);
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    TypeSerializer<EventInFlight> serializer() {
        return EventInFlightSerializer.INSTANCE;
    }
}
