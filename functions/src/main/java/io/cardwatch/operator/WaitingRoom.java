package io.cardwatch.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;

/**
 * What waits in a key's state until it can be judged, sealed so that no checkpoint shows it, in the
 * order it came.
 *
 * <p>The bound counts what this subtask let in since it started; what a restore brought back comes
 * on top, and was bounded then.
 */
final class WaitingRoom<T> {
    /** Turns what waits into bytes and back. */
    interface Codec<T> {
        byte[] encode(T value) throws IOException;

        T decode(byte[] bytes) throws IOException;
    }

    /** Long enough that thousands of waiting keys do not hold up the consents they wait for. */
    private static final long CHECK_MILLIS = 1_000;

    private final ListState<byte[]> state;
    private final Sealer sealer;
    private final Codec<T> codec;
    private final int bound;
    private int waiting;

    WaitingRoom(ListState<byte[]> state, Sealer sealer, Codec<T> codec, int bound) {
        this.state = state;
        this.sealer = sealer;
        this.codec = codec;
        this.bound = bound;
    }

    /** When to look again; rounded up, so that all that waits under a key shares one timer. */
    static long nextCheck(long now) {
        return (now / CHECK_MILLIS + 1) * CHECK_MILLIS;
    }

    /** Lets one in for the current key; false where the room is full. */
    boolean enter(T value) throws Exception {
        if (waiting >= bound) {
            return false;
        }
        state.add(sealer.seal(codec.encode(value)));
        waiting++;
        return true;
    }

    /** Takes out everything that waits for the current key. */
    List<T> leave() throws Exception {
        List<T> left = new ArrayList<>();
        for (byte[] sealed : state.get()) {
            left.add(codec.decode(sealer.open(sealed)));
        }
        state.clear();
        waiting = Math.max(0, waiting - left.size());
        return left;
    }

    /** Whether something waits for the current key. */
    boolean isOccupied() throws Exception {
        return state.get().iterator().hasNext();
    }
}
