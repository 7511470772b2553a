package io.cardwatch.cli.replay;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.MergedFiles;
import io.cardwatch.engine.EventOrder;
import io.cardwatch.engine.FeedClock;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Holds rows back until no file can bring an earlier one on time, and lets them go in their {@link
 * EventOrder}. Holds as many as come within the allowed lateness.
 *
 * <p>What is late by its own file's clock is handed on at once: it is the same events in every run.
 */
final class PutRowsInOrder {
    /** Ties are costly to tell, so times go first. */
    private static final Comparator<EventRow> ORDER =
            Comparator.comparing(EventRow::event, EventOrder.BY_TIME);

    private final MergedFiles<EventRow> rows;
    private final List<ReplayFile> files;
    private final long lateness;
    private final PriorityQueue<EventRow> waiting = new PriorityQueue<>(ORDER);
    private boolean lastIsLate;

    PutRowsInOrder(MergedFiles<EventRow> rows, List<ReplayFile> files, long latenessMillis) {
        this.rows = rows;
        this.files = files;
        this.lateness = latenessMillis;
    }

    /** The next row, or null at the end. */
    @Nullable EventRow next() throws CommandFailure, IOException {
        while (true) {
            EventRow first = waiting.peek();
            if (first != null && first.event().eventTime().toEpochMilli() < watermark()) {
                lastIsLate = false;
                return waiting.poll();
            }
            EventRow row = rows.next();
            if (row == null) {
                lastIsLate = false;
                return waiting.poll();
            }
            if (row.file().seesLate(row.event().eventTime().toEpochMilli(), lateness)) {
                lastIsLate = true;
                return row;
            }
            waiting.add(row);
        }
    }

    /** Whether the row that was handed out last is late. */
    boolean lastIsLate() {
        return lastIsLate;
    }

    /** From when on events may still come on time. */
    private long watermark() {
        long least = Long.MAX_VALUE;
        for (ReplayFile file : files) {
            least = Math.min(least, file.clock());
        }
        return least == FeedClock.UNKNOWN || least == Long.MAX_VALUE ? least : least - lateness;
    }
}
