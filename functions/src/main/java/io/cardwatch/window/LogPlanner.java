package io.cardwatch.window;

import io.cardwatch.window.Accumulator.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Works out a {@link LogPlan}: what is kept up over windows of which length, each thing once. */
final class LogPlanner {
    private final Map<Long, Length> lengths = new LinkedHashMap<>();
    private int cells;
    private int maps;
    private long widest;

    /** What is kept up over one length, so far. */
    private static final class Length {
        final int place;
        final int inside;
        final List<Accumulator> accumulators = new ArrayList<>();
        final List<Values> distincts = new ArrayList<>();
        final List<Values> quantiles = new ArrayList<>();
        int width;

        Length(int place, int inside) {
            this.place = place;
            this.inside = inside;
        }
    }

    /** Rows stay for that long behind the window's end, whatever else is kept. */
    void need(long over) {
        widest = Math.max(widest, over);
    }

    long widest() {
        return widest;
    }

    Accumulator total(long id, Kind kind, long where, int column, long over) {
        Length length = length(over);
        for (Accumulator known : length.accumulators) {
            if (known.id() == id) {
                return known;
            }
        }
        Accumulator total =
                new Accumulator(id, kind, where, column, length.place, cells, length.width);
        length.accumulators.add(total);
        length.width += kind.width;
        cells += kind.width;
        return total;
    }

    Values distinct(long id, long where, int column, long over) {
        return values(length(over), true, id, where, column);
    }

    Values quantile(long id, long where, int column, long over) {
        return values(length(over), false, id, where, column);
    }

    private Values values(Length length, boolean distinct, long id, long where, int column) {
        List<Values> all = distinct ? length.distincts : length.quantiles;
        for (Values known : all) {
            if (known.id() == id) {
                return known;
            }
        }
        long absent = distinct ? 0 : Entry.NO_AMOUNT;
        int map = distinct ? maps++ : -1;
        Values values = new Values(id, where, column, absent, length.place, all.size(), map);
        all.add(values);
        return values;
    }

    private Length length(long over) {
        need(over);
        Length length = lengths.get(over);
        if (length == null) {
            length = new Length(lengths.size(), cells);
            lengths.put(over, length);
            cells += 2;
        }
        return length;
    }

    LogPlan plan(int rowWidth, WindowBounds bounds) {
        LengthPlan[] plans = new LengthPlan[lengths.size()];
        lengths.forEach(
                (over, length) ->
                        plans[length.place] =
                                new LengthPlan(
                                        over,
                                        length.inside,
                                        length.accumulators,
                                        length.distincts,
                                        length.quantiles));
        long retention = widest == 0 ? 0 : widest + bounds.lateness();
        return new LogPlan(plans, rowWidth, cells, maps, retention, bounds.maxEntries());
    }

    /** Ids of all that is kept up, in its order. */
    List<Long> ids() {
        List<Long> ids = new ArrayList<>();
        lengths.forEach(
                (over, length) -> {
                    ids.add(over);
                    length.accumulators.forEach(total -> ids.add(total.id()));
                    length.distincts.forEach(values -> ids.add(values.id()));
                    length.quantiles.forEach(values -> ids.add(values.id()));
                });
        return ids;
    }
}
