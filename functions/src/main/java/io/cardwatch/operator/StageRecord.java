package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.LabelInFlight;
import io.cardwatch.erasure.Erasure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What travels from one stage to the next: events and labels, and in between, on the same edges,
 * the news of rule sets that are about to judge events and of those that no event will come with
 * any more. What an erasure forgets travels the same way. A channel keeps its order, so no event
 * overtakes the news of its set.
 */
public final class StageRecord {
    private final @Nullable EventInFlight event;
    private final @Nullable LabelInFlight label;
    private final @Nullable Open open;
    private final @Nullable Close close;
    private final @Nullable Erase erase;

    private StageRecord(
            @Nullable EventInFlight event,
            @Nullable LabelInFlight label,
            @Nullable Open open,
            @Nullable Close close,
            @Nullable Erase erase) {
        this.event = event;
        this.label = label;
        this.open = open;
        this.close = close;
        this.erase = erase;
    }

    /** What a record is. */
    public enum Kind {
        EVENT,
        LABEL,
        OPEN,
        CLOSE,
        ERASE
    }

    /**
     * Events stamped with this set may follow.
     *
     * @param to takes the record to its subtask over a keyed edge
     * @param rules the set
     * @param since per bank that it judges, per slot of the feature vector: the event time in
     *     milliseconds from which on the feature's window is watched, {@link Long#MIN_VALUE} for
     *     always
     */
    public record Open(KeyHash to, RulesUpdate rules, Map<String, List<Long>> since) {
        public Open {
            requireNonNull(to, "to");
            requireNonNull(rules, "rules");
            since = Map.copyOf(since);
        }

        Open to(KeyHash other) {
            return new Open(other, rules, since);
        }
    }

    /**
     * No further event of the bank stamped with this set comes from that subtask.
     *
     * @param to takes the record to its subtask over a keyed edge
     * @param from which subtask says so
     * @param of how many have to, before none can come
     */
    public record Close(KeyHash to, String bankId, long sequence, int from, int of) {
        public Close {
            requireNonNull(to, "to");
            requireNonNull(bankId, "bankId");
        }
    }

    /**
     * The order to forget one key of one dimension. It passes all stages, so that the last one can
     * say that it came through.
     *
     * @param erasureId the erasure that it is a part of
     * @param key what is forgotten; takes the record to its subtask at every stage
     * @param dimension the place of the stage that keeps the key, or -1 where none does
     * @param part which of the erasure's keys, from 0
     * @param parts how many there are
     * @param cleared how many keys were there to be forgotten so far
     * @param sharedForMillis how long at the longest what cardholders share is kept
     */
    public record Erase(
            String erasureId,
            KeyHash key,
            int dimension,
            int part,
            int parts,
            int cleared,
            long sharedForMillis) {
        public Erase {
            requireNonNull(erasureId, "erasureId");
            requireNonNull(key, "key");
        }

        Erase done() {
            return new Erase(erasureId, key, dimension, part, parts, cleared + 1, sharedForMillis);
        }
    }

    /**
     * What an erasure asks of the stages: to forget its cards, and its cardholder where a stage
     * keeps them.
     *
     * @param subject the place of the cardholder's stage, or -1
     * @param shared how long at the longest what cardholders share is kept
     */
    public static List<StageRecord> of(Erasure erasure, int subject, Duration shared) {
        List<KeyHash> cards = erasure.cardKeys();
        int parts = cards.size() + 1;
        List<StageRecord> records = new ArrayList<>(parts);
        String id = erasure.erasureId();
        long millis = shared.toMillis();
        records.add(of(new Erase(id, erasure.subjectKey(), subject, 0, parts, 0, millis)));
        for (KeyHash card : cards) {
            records.add(of(new Erase(id, card, 0, records.size(), parts, 0, millis)));
        }
        return records;
    }

    public static StageRecord of(Erase erase) {
        return new StageRecord(null, null, null, null, erase);
    }

    public static StageRecord of(EventInFlight event) {
        return new StageRecord(event, null, null, null, null);
    }

    public static StageRecord of(LabelInFlight label) {
        return new StageRecord(null, label, null, null, null);
    }

    public static StageRecord of(Open open) {
        return new StageRecord(null, null, open, null, null);
    }

    public static StageRecord of(Close close) {
        return new StageRecord(null, null, null, close, null);
    }

    public Kind kind() {
        if (event != null) {
            return Kind.EVENT;
        }
        if (label != null) {
            return Kind.LABEL;
        }
        if (erase != null) {
            return Kind.ERASE;
        }
        return open != null ? Kind.OPEN : Kind.CLOSE;
    }

    /** The event of a record of that kind. */
    public EventInFlight event() {
        return requireNonNull(event, "no event");
    }

    /** The label of a record of that kind. */
    public LabelInFlight label() {
        return requireNonNull(label, "no label");
    }

    /** The news of a record of that kind. */
    public Open open() {
        return requireNonNull(open, "nothing opens");
    }

    /** The news of a record of that kind. */
    public Close close() {
        return requireNonNull(close, "nothing closes");
    }

    /** The order of a record of that kind. */
    public Erase erase() {
        return requireNonNull(erase, "nothing is forgotten");
    }

    /**
     * Where a keyed edge takes the record that leads to the stage of a dimension. What has no key
     * there is spread by its card's, not sent to one subtask.
     */
    public KeyHash key(int dimension) {
        return switch (kind()) {
            case EVENT -> {
                KeyHash key = event().key(dimension);
                yield key != null ? key : event().cardKey();
            }
            case LABEL -> {
                KeyHash key = label().key(dimension);
                yield key != null ? key : label().cardKey();
            }
            case OPEN -> open().to();
            case CLOSE -> close().to();
            case ERASE -> erase().key();
        };
    }

    StageRecord copy() {
        return event == null ? this : of(event.copy());
    }

    @Override
    public String toString() {
        return "StageRecord[" + kind() + "]";
    }
}
