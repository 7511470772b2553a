package io.cardwatch.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A key's timer and the length and bytes of its windows, whose own form carries its version. */
final class StoredKeyStateSerializer extends WireSerializer<StoredKeyState> {
    static final StoredKeyStateSerializer INSTANCE = new StoredKeyStateSerializer();

    @Override
    public void serialize(StoredKeyState state, DataOutputView out) throws IOException {
        byte[] bytes = state.toBytes();
        out.writeLong(state.timer());
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public StoredKeyState deserialize(DataInputView in) throws IOException {
        long timer = in.readLong();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return StoredKeyState.closed(bytes, timer);
    }

    @Override
    public StoredKeyState createInstance() {
        return StoredKeyState.closed(new byte[0], StoredKeyState.NO_TIMER);
    }

    @Override
    public StoredKeyState copy(StoredKeyState from) {
        return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<StoredKeyState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The outer form never changes; what changes does so inside the bytes. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredKeyState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
