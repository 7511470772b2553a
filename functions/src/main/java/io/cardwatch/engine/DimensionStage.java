package io.cardwatch.engine;

import io.cardwatch.event.MessageType;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.Entry;
import io.cardwatch.window.KeyState;
import io.cardwatch.window.KeyStateCodec;
import io.cardwatch.window.WindowPlan;
import java.util.List;

/**
 * What one keyed stage does with an event of a bank, given its key's state. Keeps nothing between
 * events but scratch space, so it serves one thread.
 */
public final class DimensionStage {
    private final WindowPlan plan;
    private final long[] sequences;
    private final KeyHasher hasher;
    private final Entry entry;
    private final KeyStateCodec codec;

    DimensionStage(
            List<Stage.LiveSet> live,
            KeyDimension dimension,
            EngineSettings settings,
            KeyHasher hasher) {
        this.plan =
                WindowPlan.of(
                        live.stream().map(Stage.LiveSet::rules).toList(),
                        dimension,
                        settings.bounds(),
                        dimension == KeyDimension.CARD);
        this.sequences = live.stream().mapToLong(Stage.LiveSet::sequence).toArray();
        this.hasher = hasher;
        this.entry = plan.newEntry();
        this.codec = new KeyStateCodec(plan);
    }

    /** The state of a key that has shown nothing yet. */
    public KeyState newState() {
        return plan.newState();
    }

    /** The key's state as the live sets need it: the same one where they are what they were. */
    public KeyState current(KeyState state) {
        return state.plan() == plan ? state : state.under(plan);
    }

    /** Reads a key's state as the live sets need it. */
    public KeyStateCodec codec() {
        return codec;
    }

    long longestMillis() {
        return plan.longestMillis();
    }

    /**
     * Decides whether the event counts and remembers its id. Only for the card's stage, before
     * {@link #apply} or {@link #takeBack}.
     *
     * <p>Duplicates are found first, then reversals and refunds, then late events, which leave no
     * trace. An advice is a duplicate also where the authorisation it refers to was seen, a
     * reversal also where another one of its original was.
     */
    public Admission admit(KeyState card, EventInFlight event) {
        if (isDuplicate(card, event)) {
            return Admission.DUPLICATE;
        }
        long time = event.time();
        MessageType type = event.event().messageType();
        boolean scored = type == MessageType.AUTHORISATION || type == MessageType.ADVICE;
        if (scored && card.isTooLate(time)) {
            return Admission.LATE;
        }
        card.remember(event.eventIdHash(), time);
        if (refers(event)) {
            // The authorisation itself, another advice of it or another reversal of it may still
            // come: it has been counted, or taken back.
            card.remember(idOfOther(event), time);
        }
        if (event.isReversal()) {
            return Admission.REVERSAL;
        }
        return scored ? Admission.ADMITTED : Admission.NOT_SCORED;
    }

    /** Whether the event, or the one that it advises of or reverses again, was seen. */
    boolean isDuplicate(KeyState card, EventInFlight event) {
        long time = event.time();
        return card.hasSeen(event.eventIdHash(), time)
                || (refers(event) && card.hasSeen(idOfOther(event), time));
    }

    private static boolean refers(EventInFlight event) {
        return event.originalIdHash() != EventInFlight.NO_ORIGINAL;
    }

    /** The id under which the original counts as seen, or as reversed. */
    private static long idOfOther(EventInFlight event) {
        return event.isReversal() ? reversalOf(event.originalIdHash()) : event.originalIdHash();
    }

    private static long reversalOf(long originalIdHash) {
        long mixed = (originalIdHash ^ 0x5DEECE66DL) * 0x9E3779B97F4A7C15L;
        return mixed == 0 ? 1 : mixed;
    }

    /** Takes an admitted event into its key's windows and writes this stage's features. */
    public void apply(KeyState state, EventInFlight event) {
        int set = place(event.sequence());
        plan.project(event.event(), event.time(), set, hasher, entry);
        state.take(entry, set, event.features());
    }

    private int place(long sequence) {
        for (int place = 0; place < sequences.length; place++) {
            if (sequences[place] == sequence) {
                return place;
            }
        }
        throw new IllegalStateException("an event came with rules " + sequence + " unannounced");
    }

    /**
     * Takes the original of a reversal back out of its key's windows, where they still hold it. The
     * card's stage also looks for the time of an original that it remembers by its id.
     */
    public void takeBack(KeyState state, EventInFlight reversal) {
        int set = place(reversal.sequence());
        boolean done = takeBack(state, reversal, set, reversal.originalTime());
        if (!done) {
            long remembered = state.timeOf(reversal.originalIdHash());
            if (remembered != reversal.originalTime()) {
                done = takeBack(state, reversal, set, remembered);
                if (done || reversal.originalTime() == EventInFlight.UNKNOWN) {
                    reversal.reversed(remembered, reversal.takenBack());
                }
            }
        }
        if (done) {
            reversal.reversed(reversal.originalTime(), true);
        }
    }

    private boolean takeBack(KeyState state, EventInFlight reversal, int set, long time) {
        if (time == EventInFlight.UNKNOWN) {
            return false;
        }
        plan.project(reversal.event(), time, set, hasher, entry);
        return state.takeBack(time, entry);
    }

    /** Learns of a label of the key. */
    public void learn(KeyState state, LabelInFlight label) {
        state.learn(label.eventTime(), label.eventIdHash(), label.fraud());
    }
}
