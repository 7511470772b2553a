package io.cardwatch.cli.replay;

import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows that became no event, by reason, with the first few places of each. */
public final class RefusedRows {
    private static final int PLACES = 3;

    private final Map<String, Rows> byReason = new TreeMap<>();

    /**
     * The rows of one reason.
     *
     * @param reason the reason's name on the wire, and the field at fault where there is one
     * @param hint what mends it
     * @param rows how many
     * @param first where the first few stand, as {@code file:line}
     */
    public record Refused(String reason, String hint, long rows, List<String> first) {
        public Refused {
            first = List.copyOf(first);
        }
    }

    private static final class Rows {
        private final String hint;
        private final List<String> first = new ArrayList<>();
        private long rows;

        private Rows(String hint) {
            this.hint = hint;
        }
    }

    void add(Decoded decoded) {
        String reason = decoded.reason() == null ? "" : decoded.reason().wireName();
        String hint = decoded.reason() == null ? "" : decoded.reason().hint();
        add(
                decoded.field() == null ? reason : reason + ", " + decoded.field(),
                hint,
                decoded.coordinates());
    }

    void add(String reason, String hint, Coordinates place) {
        Rows rows = byReason.computeIfAbsent(reason, first -> new Rows(hint));
        rows.rows++;
        if (rows.first.size() < PLACES) {
            rows.first.add(place.topic() + ":" + place.offset());
        }
    }

    /** How many in all. */
    public long total() {
        return byReason.values().stream().mapToLong(rows -> rows.rows).sum();
    }

    /** By the reasons' names. */
    public List<Refused> all() {
        return byReason.entrySet().stream()
                .map(
                        entry ->
                                new Refused(
                                        entry.getKey(),
                                        entry.getValue().hint,
                                        entry.getValue().rows,
                                        entry.getValue().first))
                .toList();
    }
}
