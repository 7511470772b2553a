package io.cardwatch.cli.backtest;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was read, and why not all of it is measured. */
final class InputTally {
    final Map<String, Long> notJudged = new TreeMap<>();
    long outside;
    long leftOut;
    long measured;
    long late;
    long behindDay;
    long cards;
    @Nullable Instant first;
    @Nullable Instant last;

    void seen(Instant time) {
        if (first == null || time.isBefore(first)) {
            first = time;
        }
        if (last == null || time.isAfter(last)) {
            last = time;
        }
    }
}
