package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.LabelInFlight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** One byte for the kind, then what it is. */
final class StageRecordSerializer extends WireSerializer<StageRecord> {
    static final StageRecordSerializer INSTANCE = new StageRecordSerializer();

    private static final int EVENT = 0;
    private static final int LABEL = 1;
    private static final int OPEN = 2;
    private static final int CLOSE = 3;
    private static final int ERASE = 4;

    @Override
    public void serialize(StageRecord record, DataOutputView out) throws IOException {
        switch (record.kind()) {
            case EVENT -> {
                out.writeByte(EVENT);
                EventInFlightSerializer.INSTANCE.serialize(record.event(), out);
            }
            case LABEL -> {
                out.writeByte(LABEL);
                write(record.label(), out);
            }
            case OPEN -> {
                out.writeByte(OPEN);
                write(record.open(), out);
            }
            case CLOSE -> {
                out.writeByte(CLOSE);
                write(record.close(), out);
            }
            case ERASE -> {
                out.writeByte(ERASE);
                write(record.erase(), out);
            }
        }
    }

    @Override
    public StageRecord deserialize(DataInputView in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case EVENT -> StageRecord.of(EventInFlightSerializer.INSTANCE.deserialize(in));
            case LABEL -> StageRecord.of(readLabel(in));
            case OPEN -> StageRecord.of(readOpen(in));
            case CLOSE -> StageRecord.of(readClose(in));
            case ERASE -> StageRecord.of(readErase(in));
            default -> throw new IOException("no record between stages is of kind " + kind);
        };
    }

    private static void write(LabelInFlight label, DataOutputView out) throws IOException {
        StringValue.writeString(label.bankId(), out);
        out.writeLong(label.eventTime());
        out.writeLong(label.eventIdHash());
        out.writeBoolean(label.fraud());
        out.writeLong(label.knownAt());
        out.writeByte(label.dimensions());
        for (int i = 0; i < label.dimensions(); i++) {
            EventInFlightSerializer.writeKey(label.key(i), out);
        }
    }

    private static LabelInFlight readLabel(DataInputView in) throws IOException {
        String bankId = StringValue.readString(in);
        long eventTime = in.readLong();
        long eventIdHash = in.readLong();
        boolean fraud = in.readBoolean();
        long knownAt = in.readLong();
        @Nullable KeyHash[] keys = new KeyHash[in.readUnsignedByte()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = EventInFlightSerializer.readKey(in);
        }
        return new LabelInFlight(bankId, eventTime, eventIdHash, fraud, knownAt, keys);
    }

    private static void write(StageRecord.Erase erase, DataOutputView out) throws IOException {
        StringValue.writeString(erase.erasureId(), out);
        KeyHashSerializer.INSTANCE.serialize(erase.key(), out);
        out.writeInt(erase.dimension());
        out.writeInt(erase.part());
        out.writeInt(erase.parts());
        out.writeInt(erase.cleared());
        out.writeLong(erase.sharedForMillis());
    }

    private static StageRecord.Erase readErase(DataInputView in) throws IOException {
        return new StageRecord.Erase(
                StringValue.readString(in),
                KeyHashSerializer.INSTANCE.deserialize(in),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong());
    }

    private static void write(StageRecord.Open open, DataOutputView out) throws IOException {
        KeyHashSerializer.INSTANCE.serialize(open.to(), out);
        StringValue.writeString(open.rules().bankId(), out);
        out.writeLong(open.rules().sequence());
        StringValue.writeString(open.rules().name(), out);
        StringValue.writeString(open.rules().source(), out);
        out.writeInt(open.since().size());
        for (Map.Entry<String, List<Long>> bank : open.since().entrySet()) {
            StringValue.writeString(bank.getKey(), out);
            out.writeInt(bank.getValue().size());
            for (long since : bank.getValue()) {
                out.writeLong(since);
            }
        }
    }

    private static StageRecord.Open readOpen(DataInputView in) throws IOException {
        KeyHash to = KeyHashSerializer.INSTANCE.deserialize(in);
        @Nullable String bankId = StringValue.readString(in);
        RulesUpdate rules =
                new RulesUpdate(
                        bankId,
                        in.readLong(),
                        StringValue.readString(in),
                        StringValue.readString(in));
        Map<String, List<Long>> since = new HashMap<>();
        for (int banks = in.readInt(); banks > 0; banks--) {
            String bank = StringValue.readString(in);
            int slots = in.readInt();
            List<Long> sinces = new ArrayList<>(slots);
            for (int slot = 0; slot < slots; slot++) {
                sinces.add(in.readLong());
            }
            since.put(bank, sinces);
        }
        return new StageRecord.Open(to, rules, since);
    }

    private static void write(StageRecord.Close close, DataOutputView out) throws IOException {
        KeyHashSerializer.INSTANCE.serialize(close.to(), out);
        StringValue.writeString(close.bankId(), out);
        out.writeLong(close.sequence());
        out.writeInt(close.from());
        out.writeInt(close.of());
    }

    private static StageRecord.Close readClose(DataInputView in) throws IOException {
        return new StageRecord.Close(
                KeyHashSerializer.INSTANCE.deserialize(in),
                StringValue.readString(in),
                in.readLong(),
                in.readInt(),
                in.readInt());
    }

    @Override
    public StageRecord createInstance() {
        throw new IllegalStateException("a record between stages is never made empty");
    }

    @Override
    public StageRecord copy(StageRecord from) {
        return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<StageRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** There is one form only: {@link OrderedStageRecords} stores it under a number of its own. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StageRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
