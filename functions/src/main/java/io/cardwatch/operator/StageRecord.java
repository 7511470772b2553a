package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.LabelInFlight;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What travels from one stage to the next: events and labels, and in between, on the same edges,
 * the news of rule sets that are about to judge events and of those that no event will come with
 * any more. A channel keeps its order, so no event overtakes the news of its set.
 */
public final class StageRecord {
    private final @Nullable EventInFlight event;
    private final @Nullable LabelInFlight label;
    private final @Nullable Open open;
    private final @Nullable Close close;

    private StageRecord(
            @Nullable EventInFlight event,
            @Nullable LabelInFlight label,
            @Nullable Open open,
            @Nullable Close close) {
        this.event = event;
        this.label = label;
        this.open = open;
        this.close = close;
    }

    /** What a record is. */
    public enum Kind {
        EVENT,
        LABEL,
        OPEN,
        CLOSE
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

    public static StageRecord of(EventInFlight event) {
        return new StageRecord(event, null, null, null);
    }

    public static StageRecord of(LabelInFlight label) {
        return new StageRecord(null, label, null, null);
    }

    public static StageRecord of(Open open) {
        return new StageRecord(null, null, open, null);
    }

    public static StageRecord of(Close close) {
        return new StageRecord(null, null, null, close);
    }

    public Kind kind() {
        if (event != null) {
            return Kind.EVENT;
        }
        if (label != null) {
            return Kind.LABEL;
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
