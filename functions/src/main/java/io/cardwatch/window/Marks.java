package io.cardwatch.window;

import java.util.Arrays;

/**
 * The newest event of a key per condition, and where it was: what {@code elapsed} and {@code speed}
 * compare with. Of events at the same time the last to arrive stands.
 */
final class Marks {
    static final long NONE = Long.MIN_VALUE;

    private static final int TIME = 0;
    private static final int LATITUDE = 1;
    private static final int LONGITUDE = 2;
    private static final int WIDTH = 3;
    private static final double MILLIS_PER_HOUR = 3_600_000.0;
    private static final long SHORTEST_JOURNEY = 1_000;

    private final MarkPlan[] plans;
    private final long[] cells;

    /**
     * Which events leave a mark.
     *
     * @param id stable over rule sets: equal for equal definitions
     * @param where which events count
     * @param located whether only events with a location do
     */
    record MarkPlan(long id, long where, boolean located) {}

    Marks(MarkPlan[] plans) {
        this.plans = plans;
        cells = new long[WIDTH * plans.length];
        Arrays.fill(cells, NONE);
    }

    private Marks(Marks other) {
        plans = other.plans;
        cells = other.cells.clone();
    }

    Marks copy() {
        return new Marks(this);
    }

    void take(Entry entry) {
        for (int mark = 0; mark < plans.length; mark++) {
            MarkPlan plan = plans[mark];
            int at = WIDTH * mark;
            if (entry.counts(plan.where())
                    && (!plan.located() || entry.isLocated())
                    && entry.time() >= cells[at + TIME]) {
                restore(mark, entry.time(), entry.latitude, entry.longitude);
            }
        }
    }

    void restore(int mark, long time, long latitude, long longitude) {
        cells[WIDTH * mark + TIME] = time;
        cells[WIDTH * mark + LATITUDE] = latitude;
        cells[WIDTH * mark + LONGITUDE] = longitude;
    }

    /** When the mark was left, or {@link #NONE}. */
    long time(int mark) {
        return cells[WIDTH * mark + TIME];
    }

    long latitude(int mark) {
        return cells[WIDTH * mark + LATITUDE];
    }

    long longitude(int mark) {
        return cells[WIDTH * mark + LONGITUDE];
    }

    /** Seconds since the mark; 0 where the event is the older one, by no more than the disorder. */
    double elapsed(Definition feature, Entry entry, long end) {
        long time = time(feature.place);
        return isWithin(time, feature, end)
                ? Math.max(0, entry.time() - time) / 1_000.0
                : Double.NaN;
    }

    /** Kilometres an hour between the mark and the event, in whichever order they happened. */
    double speed(Definition feature, Entry entry, long end) {
        long time = time(feature.place);
        if (!isWithin(time, feature, end) || !entry.isLocated() || !entry.counts(feature.where)) {
            return Double.NaN;
        }
        double kilometres =
                GreatCircle.kilometres(
                        latitude(feature.place),
                        longitude(feature.place),
                        entry.latitude,
                        entry.longitude);
        long journey = Math.max(SHORTEST_JOURNEY, Math.abs(entry.time() - time));
        return kilometres * MILLIS_PER_HOUR / journey;
    }

    private static boolean isWithin(long time, Definition feature, long end) {
        return time != NONE && time > end - feature.over && time <= end;
    }
}
