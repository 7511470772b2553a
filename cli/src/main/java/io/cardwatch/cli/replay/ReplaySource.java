package io.cardwatch.cli.replay;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.MergedFiles;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of events as one stream of events with what is known of them, in the order in which they
 * are to be judged. Several files are merged as if they had arrived together, each in its own
 * order.
 *
 * <p>An event's own column says whether it was fraud, or else the file of labels does. Memory does
 * not grow with the events: it holds what comes within the allowed lateness, the file of labels
 * where there is one, and, where rules learn from labels, those of one label delay.
 */
public final class ReplaySource implements AutoCloseable {
    /** What {@link #doubts} calls rows that are older than their file by more than is allowed. */
    public static final String OUT_OF_ORDER = "out of the order of time";

    private final List<ReplayFile> files;
    private final MergedFiles<EventRow> rows;
    private final @Nullable PutRowsInOrder inOrder;
    private final Labels labels;
    private final ReadNotes notes;
    private final LabelsInTime inTime;
    private final boolean learns;
    private long labelled;

    ReplaySource(
            List<ReplayFile> files,
            ReplaySettings settings,
            Labels labels,
            ReadNotes notes,
            boolean learns)
            throws CommandFailure, IOException {
        this.files = List.copyOf(files);
        this.rows = new MergedFiles<>(files);
        this.inOrder =
                settings.ordering() == Ordering.EVENT_TIME
                        ? new PutRowsInOrder(
                                rows, this.files, settings.engine().allowedLateness().toMillis())
                        : null;
        this.labels = labels;
        this.notes = notes;
        this.learns = learns;
        inTime = new LabelsInTime(labels, settings.labelDelay());
    }

    /**
     * The next event, or null at the end.
     *
     * @throws CommandFailure where a file cannot be read on, saying where and why
     */
    public @Nullable LabelledEvent next() throws CommandFailure, IOException {
        Instant due = inOrder == null ? rows.due() : null;
        EventRow row = inOrder == null ? rows.next() : inOrder.next();
        if (row == null) {
            return null;
        }
        CardEvent event = row.event();
        boolean late = inOrder != null && inOrder.lastIsLate();
        Boolean fraud = row.fraud();
        String scenario = row.scenario();
        long said = LabelTable.UNSAID;
        boolean ofFile = false;
        if (fraud == null) {
            LabelTable.Verdict verdict = labels.of(event);
            if (verdict != null) {
                fraud = verdict.fraud();
                scenario = verdict.scenario() == null ? scenario : verdict.scenario();
                said = verdict.knownAt();
                ofFile = true;
            }
        }
        Instant now = due == null ? event.eventTime() : due;
        List<Label> learned = learns && !late ? inTime.dueBy(now) : List.of();
        Instant knownAt = null;
        if (fraud != null) {
            labelled++;
            knownAt = inTime.knownAt(event, said);
            if (learns && !(ofFile && labels.areWhole())) {
                inTime.add(event, fraud, knownAt);
            }
        }
        return new LabelledEvent(event, late, fraud, scenario, knownAt, learned);
    }

    /** How many rows have been read, refused ones included. */
    public long rows() {
        return files.stream().mapToLong(ReplayFile::rows).sum();
    }

    /** How many of the events that were handed out are known to be fraud or not. */
    public long labelled() {
        return labelled;
    }

    /** Rows of events that became none. */
    public RefusedRows refused() {
        return notes.refused();
    }

    /** Labels that could not be read: their events are unknown. */
    public RefusedRows refusedLabels() {
        return notes.refusedLabels();
    }

    /** Rows that became events, and yet are not quite as the files have them, by what is amiss. */
    public RefusedRows doubts() {
        return notes.doubts();
    }

    /** The base currency of each bank, by its id. */
    public SortedMap<String, String> baseCurrencies() {
        SortedMap<String, String> currencies = new TreeMap<>();
        files.forEach(
                file -> currencies.putIfAbsent(file.feed().bankId(), file.feed().baseCurrency()));
        return currencies;
    }

    /** How long the files are, in bytes as they lie on disk. */
    public long bytes() {
        return files.stream().mapToLong(ReplayFile::bytes).sum();
    }

    /** How far they have been read. */
    public long bytesRead() {
        return files.stream().mapToLong(ReplayFile::bytesRead).sum();
    }

    @Override
    public void close() throws IOException {
        for (ReplayFile file : files) {
            file.close();
        }
    }
}
