package io.cardwatch.engine;

import io.cardwatch.window.KeyState;
import org.jspecify.annotations.Nullable;

/**
 * The states of one dimension's keys by the two words of their {@link KeyHash}, so that no event
 * makes an object to look one up. Open addressing; a keyed hash is its own hash code.
 */
final class KeyStates {
    private static final int SMALLEST = 16;

    /** The words of each place's key by turns. */
    private long[] words = new long[2 * SMALLEST];

    /** Null marks a free place. */
    private @Nullable KeyState[] states = new KeyState[SMALLEST];

    private int size;

    int size() {
        return size;
    }

    @Nullable KeyState get(long hi, long lo) {
        return states[find(hi, lo)];
    }

    void put(long hi, long lo, KeyState state) {
        int place = find(hi, lo);
        if (states[place] == null) {
            size++;
        }
        set(place, hi, lo, state);
        if (4 * size > 3 * states.length) {
            grow();
        }
    }

    /** Forgets every key that can matter to no event from that time on. */
    void removeExpired(long now) {
        int place = 0;
        while (place < states.length) {
            KeyState state = states[place];
            if (state != null && state.expiresAt() <= now) {
                // Another key may move here: the place is looked at again.
                removeAt(place);
            } else {
                place++;
            }
        }
    }

    private int find(long hi, long lo) {
        int place = home(hi);
        while (states[place] != null && (words[2 * place] != hi || words[2 * place + 1] != lo)) {
            place = next(place);
        }
        return place;
    }

    private void set(int place, long hi, long lo, KeyState state) {
        words[2 * place] = hi;
        words[2 * place + 1] = lo;
        states[place] = state;
    }

    /** Closes the gap by moving back what had to step over it. */
    private void removeAt(int removed) {
        int gap = removed;
        int place = next(gap);
        for (KeyState state = states[place]; state != null; state = states[place]) {
            int fromHome = (place - home(words[2 * place])) & mask();
            int fromGap = (place - gap) & mask();
            if (fromHome >= fromGap) {
                set(gap, words[2 * place], words[2 * place + 1], state);
                gap = place;
            }
            place = next(place);
        }
        states[gap] = null;
        size--;
    }

    private void grow() {
        long[] oldWords = words;
        @Nullable KeyState[] oldStates = states;
        words = new long[2 * oldWords.length];
        states = new KeyState[2 * oldStates.length];
        for (int place = 0; place < oldStates.length; place++) {
            KeyState state = oldStates[place];
            if (state != null) {
                long hi = oldWords[2 * place];
                long lo = oldWords[2 * place + 1];
                set(find(hi, lo), hi, lo, state);
            }
        }
    }

    private int home(long hi) {
        return (int) hi & mask();
    }

    private int next(int place) {
        return (place + 1) & mask();
    }

    private int mask() {
        return states.length - 1;
    }
}
