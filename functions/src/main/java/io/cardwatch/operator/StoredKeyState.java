package io.cardwatch.operator;

import io.cardwatch.engine.DimensionStage;
import io.cardwatch.engine.Stage;
import io.cardwatch.window.KeyState;
import io.cardwatch.window.KeyStateCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A key's windows as Flink holds them: as bytes until the key's next event, then opened under the
 * rule sets that are live.
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

    /** The windows as the live rule sets of the key's bank need them. */
    KeyState open(DimensionStage bank) throws IOException {
        KeyState windows = opened == null ? read(bank) : bank.current(opened);
        opened = windows;
        bytes = null;
        return windows;
    }

    private KeyState read(DimensionStage bank) throws IOException {
        return bank.codec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    /**
     * When nothing of the key matters any more. A key that was not opened since a restore does not
     * tell its bank; it stays for the longest window of all banks.
     */
    long expiresAt(Stage stage) throws IOException {
        return (opened == null ? read(stage.longest()) : opened).expiresAt();
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
