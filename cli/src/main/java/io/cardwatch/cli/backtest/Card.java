package io.cardwatch.cli.backtest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is remembered of a card, for as long as the backtest runs. */
final class Card implements Comparable<Card> {
    /** {@link #fraudKnownAt} of a card whose frauds nobody knows. */
    static final long NEVER = Long.MAX_VALUE;

    final String bankId;
    final String cardRef;

    /** Whether an event of it was measured. */
    boolean measured;

    /** Since when it is known that it was defrauded, in milliseconds. */
    long fraudKnownAt = NEVER;

    /** Its days that are not closed yet, newest first. */
    @Nullable CardDay openDays;

    /** Only of cards with a measured fraud. */
    @Nullable History history;

    Card(String bankId, String cardRef) {
        this.bankId = bankId;
        this.cardRef = cardRef;
    }

    /** By bank and reference. */
    @Override
    public int compareTo(Card other) {
        int byBank = bankId.compareTo(other.bankId);
        return byBank == 0 ? cardRef.compareTo(other.cardRef) : byBank;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** The frauds of a card, and who has spoken of them. */
    static final class History {
        /** Per kind of fraud when the first one happened, {@link #NEVER} where none did. */
        private long[] firstOfScenario = new long[0];

        /** Bits of whoever has spoken since, and of the lists that it was detected by. */
        private long[] spoken = new long[1];

        private long[] detected = new long[1];
        private final long first;

        /** A card whose first fraud happened then. */
        History(long first) {
            this.first = first;
        }

        long first() {
            return first;
        }

        long firstOf(int scenario) {
            return scenario < firstOfScenario.length ? firstOfScenario[scenario] : NEVER;
        }

        /** Whether it is the card's first of that kind. */
        boolean isFirstOf(int scenario, long time) {
            if (firstOf(scenario) != NEVER) {
                return false;
            }
            if (scenario >= firstOfScenario.length) {
                int before = firstOfScenario.length;
                firstOfScenario = Arrays.copyOf(firstOfScenario, scenario + 1);
                Arrays.fill(firstOfScenario, before, scenario + 1, NEVER);
            }
            firstOfScenario[scenario] = time;
            return true;
        }

        /** Whether that one speaks for the first time. */
        boolean speaksFirst(int speaker) {
            spoken = roomFor(spoken, speaker);
            return set(spoken, speaker);
        }

        boolean isDetected(int list) {
            return list / Long.SIZE < detected.length
                    && (detected[list / Long.SIZE] & 1L << list) != 0;
        }

        void detect(int list) {
            detected = roomFor(detected, list);
            set(detected, list);
        }

        private static long[] roomFor(long[] bits, int bit) {
            return bit / Long.SIZE < bits.length ? bits : Arrays.copyOf(bits, bit / Long.SIZE + 1);
        }

        private static boolean set(long[] bits, int bit) {
            long before = bits[bit / Long.SIZE];
            bits[bit / Long.SIZE] |= 1L << bit;
            return before != bits[bit / Long.SIZE];
        }
    }
}
