package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionReason;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** How a record crosses from the reader of a feed to the task that stamps it. */
final class IngestedSerializer extends WireSerializer<Ingested> {
    static final IngestedSerializer INSTANCE = new IngestedSerializer();

    private static final int EVENT = 0;
    private static final int LABEL = 1;
    private static final int REJECTION = 2;

    @Override
    public void serialize(Ingested record, DataOutputView out) throws IOException {
        CardEvent event = record.event();
        Label label = record.label();
        if (event != null) {
            out.writeByte(EVENT);
            out.writeLong(record.time());
            CardEventCodec.write(event, out);
        } else if (label != null) {
            out.writeByte(LABEL);
            write(label, out);
        } else {
            out.writeByte(REJECTION);
            write(requireNonNull(record.rejection()), out);
        }
        StringValue.writeString(record.partition(), out);
    }

    @Override
    public Ingested deserialize(DataInputView in) throws IOException {
        int kind = in.readByte();
        Ingested record =
                switch (kind) {
                    case EVENT -> {
                        long time = in.readLong();
                        yield Ingested.of(CardEventCodec.read(in), time);
                    }
                    case LABEL -> Ingested.of(readLabel(in));
                    default -> Ingested.of(readRejection(in));
                };
        return record.from(StringValue.readString(in));
    }

    private static void write(Label label, DataOutputView out) throws IOException {
        StringValue.writeString(label.bankId(), out);
        StringValue.writeString(label.eventId(), out);
        StringValue.writeString(label.cardRef(), out);
        StringValue.writeString(label.merchantId(), out);
        StringValue.writeString(label.terminalId(), out);
        CardEventCodec.writeInstant(label.eventTime(), out);
        out.writeBoolean(label.fraud());
        CardEventCodec.writeInstant(label.knownAt(), out);
        LabelKeys keys = label.keys();
        out.writeBoolean(keys != null);
        if (keys != null) {
            StringValue.writeString(keys.event(), out);
            StringValue.writeString(keys.card(), out);
            StringValue.writeString(keys.merchant(), out);
            StringValue.writeString(keys.terminal(), out);
        }
    }

    private static Label readLabel(DataInputView in) throws IOException {
        return new Label(
                StringValue.readString(in),
                StringValue.readString(in),
                StringValue.readString(in),
                StringValue.readString(in),
                StringValue.readString(in),
                CardEventCodec.readInstant(in),
                in.readBoolean(),
                CardEventCodec.readInstant(in),
                in.readBoolean() ? readKeys(in) : null);
    }

    private static LabelKeys readKeys(DataInputView in) throws IOException {
        return new LabelKeys(
                StringValue.readString(in),
                StringValue.readString(in),
                StringValue.readString(in),
                StringValue.readString(in));
    }

    private static void write(Rejection rejection, DataOutputView out) throws IOException {
        StringValue.writeString(rejection.bankId(), out);
        StringValue.writeString(rejection.reason().name(), out);
        StringValue.writeString(rejection.field(), out);
        StringValue.writeString(rejection.coordinates().topic(), out);
        out.writeInt(rejection.coordinates().partition());
        out.writeLong(rejection.coordinates().offset());
        out.writeLong(rejection.rejectedAt().toEpochMilli());
    }

    private static Rejection readRejection(DataInputView in) throws IOException {
        String bankId = StringValue.readString(in);
        RejectionReason reason = RejectionReason.valueOf(StringValue.readString(in));
        String field = StringValue.readString(in);
        Coordinates coordinates =
                new Coordinates(StringValue.readString(in), in.readInt(), in.readLong());
        return new Rejection(
                bankId, reason, field, coordinates, Instant.ofEpochMilli(in.readLong()));
    }

    @Override
    public Ingested createInstance() {
        throw new IllegalStateException("an ingested record is never made empty");
    }

    @Override
    public Ingested copy(Ingested from) {
        return from;
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
