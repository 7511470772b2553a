package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A key as sixteen bytes. */
final class KeyHashSerializer extends WireSerializer<KeyHash> {
    static final KeyHashSerializer INSTANCE = new KeyHashSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public int getLength() {
        return 2 * Long.BYTES;
    }

    @Override
    public void serialize(KeyHash key, DataOutputView out) throws IOException {
        out.writeLong(key.hi());
        out.writeLong(key.lo());
    }

    @Override
    public KeyHash deserialize(DataInputView in) throws IOException {
        return new KeyHash(in.readLong(), in.readLong());
    }

    @Override
    public KeyHash createInstance() {
        return new KeyHash(0, 0);
    }

    @Override
    public KeyHash copy(KeyHash from) {
        return from;
    }

    @Override
    public TypeSerializerSnapshot<KeyHash> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Sixteen bytes for ever. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyHash> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
