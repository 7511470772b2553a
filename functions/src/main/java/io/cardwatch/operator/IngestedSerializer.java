package io.cardwatch.operator;

import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionReason;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * How a record would cross between two tasks; the reader and the splitter are chained, so it hardly
 * ever does.
 */
final class IngestedSerializer extends WireSerializer<Ingested> {
    static final IngestedSerializer INSTANCE = new IngestedSerializer();

    @Override
    public void serialize(Ingested record, DataOutputView out) throws IOException {
        Rejection rejection = record.rejection();
        out.writeBoolean(rejection == null);
        if (rejection == null) {
            EventInFlightSerializer.INSTANCE.serialize(
                    java.util.Objects.requireNonNull(record.event()), out);
            return;
        }
        StringValue.writeString(rejection.bankId(), out);
        StringValue.writeString(rejection.reason().name(), out);
        StringValue.writeString(rejection.field(), out);
        StringValue.writeString(rejection.coordinates().topic(), out);
        out.writeInt(rejection.coordinates().partition());
        out.writeLong(rejection.coordinates().offset());
        out.writeLong(rejection.rejectedAt().toEpochMilli());
    }

    @Override
    public Ingested deserialize(DataInputView in) throws IOException {
        if (in.readBoolean()) {
            return new Ingested(EventInFlightSerializer.INSTANCE.deserialize(in), null);
        }
        String bankId = StringValue.readString(in);
        RejectionReason reason = RejectionReason.valueOf(StringValue.readString(in));
        String field = StringValue.readString(in);
        Coordinates coordinates =
                new Coordinates(StringValue.readString(in), in.readInt(), in.readLong());
        return new Ingested(
                null,
                new Rejection(
                        bankId, reason, field, coordinates, Instant.ofEpochMilli(in.readLong())));
    }

    @Override
    public Ingested createInstance() {
        throw new IllegalStateException("an ingested record is never made empty");
    }

    @Override
    public Ingested copy(Ingested from) {
        return from.event() == null ? from : new Ingested(from.event().copy(), null);
    }

    @Override
    public TypeSerializerSnapshot<Ingested> snapshotConfiguration() {
        return new Snapshot();
    }

    /** There is one form only: it is never stored. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Ingested> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
