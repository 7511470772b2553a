package io.cardwatch.cli.replay;

import io.cardwatch.event.Coordinates;
import io.cardwatch.event.mapping.FraudLabel;
import io.cardwatch.event.mapping.MappedRow;
import java.time.Duration;
import java.time.Instant;

/**
 * What is to be known of the rows of the files: which were refused, and which taken with a doubt.
 */
final class ReadNotes {
    private final Duration lateness;
    private final RefusedRows refused = new RefusedRows();
    private final RefusedRows refusedLabels = new RefusedRows();
    private final RefusedRows doubts = new RefusedRows();

    /**
     * Without any row.
     *
     * @param lateness by how much a row may be older than its file's clock
     */
    ReadNotes(Duration lateness) {
        this.lateness = lateness;
    }

    /** Takes note of a row that is an event. */
    void taken(MappedRow row, Coordinates place) {
        if (row.unreadableLabel()) {
            refusedLabels.add("unreadable", FraudLabel.ACCEPTED, place);
        }
        if (row.rounded()) {
            doubts.add(
                    "amounts rounded",
                    "they have more decimals than their currency; a half goes to the even one",
                    place);
        }
    }

    /** Takes note of a row that its file is past. */
    void inOrder(EventRow row, Instant fileClock) {
        if (row.event().eventTime().isBefore(fileClock.minus(lateness))) {
            doubts.add(ReplaySource.OUT_OF_ORDER, "sort the files by time", row.place());
        }
    }

    /** Rows of events that became none. */
    RefusedRows refused() {
        return refused;
    }

    /** Labels that say nothing. */
    RefusedRows refusedLabels() {
        return refusedLabels;
    }

    /** Rows that became events, and yet are not quite as the files have them. */
    RefusedRows doubts() {
        return doubts;
    }
}
