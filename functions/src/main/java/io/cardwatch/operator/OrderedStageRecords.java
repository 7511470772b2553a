package io.cardwatch.operator;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.EventOrder;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Events and labels before the stage of a dimension: events in their {@link EventOrder}, labels by
 * when they became known, before the events of that moment.
 *
 * <p>What has no key in the dimension passes at once, since the stage does nothing with it, and so
 * does the news of rule sets. From that news it learns which fields of a waiting event to keep; it
 * is told anew after every start, before the first event.
 *
 * <p>A record knows its keys by their dimensions' places, and a job that goes on from a savepoint
 * may have others: so the dimensions are kept with it. It takes the keys that both have along, and
 * passes by a stage that was not there when it came.
 */
final class OrderedStageRecords implements Ordered<StageRecord> {
    /** Goes up with the form of what travels between stages. */
    static final int FORM = 2;

    private final List<KeyDimension> dimensions;
    private final int dimension;
    private transient @Nullable FieldsInUse fields;

    OrderedStageRecords(List<KeyDimension> dimensions, int dimension) {
        this.dimensions = List.copyOf(dimensions);
        this.dimension = dimension;
    }

    @Override
    public boolean waits(StageRecord record) {
        return switch (record.kind()) {
            case EVENT -> record.event().hasKey(dimension);
            case LABEL -> record.label().key(dimension) != null;
            case OPEN -> {
                fields().add(record.open().rules());
                yield false;
            }
            case CLOSE, ERASE -> false;
        };
    }

    @Override
    public long time(StageRecord record) {
        return record.kind() == StageRecord.Kind.EVENT
                ? record.event().time()
                : record.label().knownAt();
    }

    /** A label counts from when it comes; an event would be judged by windows that went on. */
    @Override
    public boolean goesOnLate(StageRecord record) {
        return record.kind() == StageRecord.Kind.LABEL;
    }

    @Override
    public String tie(StageRecord record) {
        return record.kind() == StageRecord.Kind.EVENT
                ? EventOrder.tie(record.event().event())
                : "";
    }

    @Override
    public byte[] encode(StageRecord record) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeByte(FORM);
        out.writeByte(dimensions.size());
        for (KeyDimension each : dimensions) {
            StringValue.writeString(each.keyword(), out);
        }
        if (record.kind() == StageRecord.Kind.EVENT) {
            EventInFlight event = record.event();
            StageRecordSerializer.INSTANCE.serialize(
                    StageRecord.of(event.with(fields().of(event.event()))), out);
        } else {
            StageRecordSerializer.INSTANCE.serialize(record, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public StageRecord decode(byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int form = in.readByte();
        if (form != FORM) {
            throw new IOException(
                    "a waiting record of form " + form + "; this build reads " + FORM);
        }
        List<String> written = new ArrayList<>();
        for (int count = in.readUnsignedByte(); count > 0; count--) {
            written.add(StringValue.readString(in));
        }
        StageRecord record = StageRecordSerializer.INSTANCE.deserialize(in);
        List<String> known = dimensions.stream().map(KeyDimension::keyword).toList();
        if (written.equals(known)) {
            return record;
        }
        @Nullable KeyHash[] keys = new KeyHash[known.size()];
        for (int i = 0; i < keys.length; i++) {
            int place = written.indexOf(known.get(i));
            keys[i] = place < 0 ? null : key(record, place);
        }
        return record.kind() == StageRecord.Kind.EVENT
                ? StageRecord.of(record.event().with(keys))
                : StageRecord.of(record.label().with(keys));
    }

    private static @Nullable KeyHash key(StageRecord record, int place) {
        return record.kind() == StageRecord.Kind.EVENT
                ? record.event().key(place)
                : record.label().key(place);
    }

    private FieldsInUse fields() {
        if (fields == null) {
            fields = new FieldsInUse();
        }
        return fields;
    }
}
