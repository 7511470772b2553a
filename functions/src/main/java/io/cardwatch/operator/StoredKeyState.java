package io.cardwatch.operator;

import io.cardwatch.window.KeyState;
import io.cardwatch.window.KeyStateCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A key's windows as Flink holds them: as bytes until the key's next event, then opened under the
 * rule set that runs.
 *
 * <p>So a checkpoint can be restored before anyone knows the rules, and under other rules than it
 * was written with; the windows' own binary form tells which of them the running rules still have.
 */
final class StoredKeyState {
    /** No timer is set for the key. */
    static final long NO_TIMER = Long.MIN_VALUE;

    private byte @Nullable [] bytes;
    private @Nullable KeyState opened;
    private long timer;

    private StoredKeyState(byte @Nullable [] bytes, @Nullable KeyState opened, long timer) {
        this.bytes = bytes;
        this.opened = opened;
        this.timer = timer;
    }

    static StoredKeyState of(KeyState state) {
        return new StoredKeyState(null, state, NO_TIMER);
    }

    static StoredKeyState closed(byte[] bytes, long timer) {
        return new StoredKeyState(bytes, null, timer);
    }

    KeyState open(KeyStateCodec codec) throws IOException {
        if (opened == null) {
            opened = codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            bytes = null;
        }
        return opened;
    }

    /** Event time in milliseconds at which the key's one timer fires. */
    long timer() {
        return timer;
    }

    void timer(long at) {
        timer = at;
    }

    byte[] toBytes() throws IOException {
        if (opened == null) {
            return java.util.Objects.requireNonNull(bytes);
        }
        DataOutputSerializer out = new DataOutputSerializer(256);
        new KeyStateCodec(opened.plan()).write(opened, out);
        return out.getCopyOfBuffer();
    }

    StoredKeyState copy() {
        return new StoredKeyState(bytes, opened == null ? null : opened.copy(), timer);
    }

    @Override
    public String toString() {
        return "StoredKeyState[redacted]";
    }
}
