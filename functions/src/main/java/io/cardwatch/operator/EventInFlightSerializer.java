package io.cardwatch.operator;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * How an event crosses from one stage to the next: its rule set, its keyed hashes, the features so
 * far, then the event itself.
 */
final class EventInFlightSerializer extends WireSerializer<EventInFlight> {
    static final EventInFlightSerializer INSTANCE = new EventInFlightSerializer();

    @Override
    public void serialize(EventInFlight inFlight, DataOutputView out) throws IOException {
        out.writeLong(inFlight.sequence());
        out.writeLong(inFlight.time());
        out.writeLong(inFlight.eventIdHash());
        out.writeLong(inFlight.originalIdHash());
        out.writeByte(inFlight.dimensions());
        for (int i = 0; i < inFlight.dimensions(); i++) {
            writeKey(inFlight.key(i), out);
        }
        double[] features = inFlight.features();
        out.writeShort(features.length);
        for (double feature : features) {
            out.writeDouble(feature);
        }
        CardEventCodec.write(inFlight.event(), out);
        if (inFlight.isReversal()) {
            out.writeLong(inFlight.originalTime());
            out.writeBoolean(inFlight.takenBack());
        }
    }

    @Override
    public EventInFlight deserialize(DataInputView in) throws IOException {
        long sequence = in.readLong();
        long time = in.readLong();
        long eventIdHash = in.readLong();
        long originalIdHash = in.readLong();
        @Nullable KeyHash[] keys = new KeyHash[in.readUnsignedByte()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = readKey(in);
        }
        double[] features = new double[in.readUnsignedShort()];
        for (int i = 0; i < features.length; i++) {
            features[i] = in.readDouble();
        }
        EventInFlight inFlight =
                new EventInFlight(
                        sequence,
                        CardEventCodec.read(in),
                        time,
                        eventIdHash,
                        originalIdHash,
                        keys,
                        features);
        if (inFlight.isReversal()) {
            inFlight.reversed(in.readLong(), in.readBoolean());
        }
        return inFlight;
    }

    static void writeKey(@Nullable KeyHash key, DataOutputView out) throws IOException {
        out.writeBoolean(key != null);
        if (key != null) {
            KeyHashSerializer.INSTANCE.serialize(key, out);
        }
    }

    static @Nullable KeyHash readKey(DataInputView in) throws IOException {
        return in.readBoolean() ? KeyHashSerializer.INSTANCE.deserialize(in) : null;
    }

    @Override
    public EventInFlight createInstance() {
        throw new IllegalStateException("an event in flight is never made empty");
    }

    @Override
    public EventInFlight copy(EventInFlight from) {
        return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<EventInFlight> snapshotConfiguration() {
        return new Snapshot();
    }

    /** There is one form only: {@link OrderedStageRecords} stores it under a number of its own. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<EventInFlight> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
