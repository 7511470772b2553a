package io.cardwatch.cli.replay;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.EventFiles;
import io.cardwatch.cli.feed.MergedFiles;
import io.cardwatch.engine.FeedClock;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.mapping.CsvEventReader;
import io.cardwatch.event.mapping.EventReader;
import io.cardwatch.event.mapping.FeedMapping;
import io.cardwatch.event.mapping.FeedMappingException;
import io.cardwatch.event.mapping.JsonlEventReader;
import io.cardwatch.event.mapping.MappedRow;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** An open file of one bank's events; it has a clock, as a partition of a topic has. */
final class ReplayFile implements MergedFiles.Source<EventRow>, Closeable {
    private final FeedProfile feed;
    private final EventReader reader;
    private final long bytes;
    private final ReadNotes notes;
    private final FeedClock clock = new FeedClock();
    private long firstTime = FeedClock.UNKNOWN;
    private long rows;
    private long events;
    private long handedOn;
    private boolean ended;

    private ReplayFile(FeedProfile feed, EventReader reader, long bytes, ReadNotes notes) {
        this.feed = feed;
        this.reader = reader;
        this.bytes = bytes;
        this.notes = notes;
    }

    /**
     * Opens a file.
     *
     * @param mapping how to read it where it is foreign CSV; null for card events as JSON lines
     * @param baseCurrency the base currency of card events as JSON lines; null where they say it
     * @param labelled whether the file has the columns of labels that the mapping names
     * @param notes told of the rows that are no events, and of what else is to be known
     * @throws CommandFailure where the mapping does not fit the file, or no line is an event
     */
    static ReplayFile open(
            Path file,
            @Nullable FeedMapping mapping,
            @Nullable String baseCurrency,
            boolean labelled,
            ReadNotes notes)
            throws CommandFailure, IOException {
        try {
            FeedProfile feed = mapping == null ? feedOf(file, baseCurrency) : mapping.profile();
            EventReader reader;
            if (mapping == null) {
                reader = JsonlEventReader.open(file, feed);
            } else if (labelled) {
                reader = CsvEventReader.open(file, mapping);
            } else {
                reader = CsvEventReader.openWithoutLabels(file, mapping);
            }
            return new ReplayFile(feed, reader, Files.size(file), notes);
        } catch (FeedMappingException e) {
            throw unusable(e);
        } catch (EOFException | ZipException e) {
            throw damaged(file);
        }
    }

    private static FeedProfile feedOf(Path file, @Nullable String baseCurrency)
            throws CommandFailure, IOException {
        FeedProfile feed = EventFiles.feedOf(file);
        return baseCurrency == null ? feed : FeedProfile.of(feed.bankId(), baseCurrency);
    }

    /** That an archive is cut off or broken. */
    static CommandFailure damaged(Path file) {
        return CommandFailure.usage(file + " is a damaged gzip archive: it cannot be unpacked");
    }

    /** What is wrong with a mapping or a file, for its user. */
    static CommandFailure unusable(FeedMappingException e) {
        return CommandFailure.usage(String.join(System.lineSeparator(), e.problems()));
    }

    @Override
    public @Nullable EventRow next() throws CommandFailure {
        try {
            while (reader.hasNext()) {
                MappedRow row = reader.next();
                rows++;
                CardEvent event = row.decoded().event();
                if (event != null) {
                    if (events++ == 0) {
                        firstTime = event.eventTime().toEpochMilli();
                    }
                    Coordinates place = row.decoded().coordinates();
                    notes.taken(row, place);
                    return new EventRow(event, row.fraud(), row.scenario(), this, place);
                }
                notes.refused().add(row.decoded());
            }
            ended = true;
            return null;
        } catch (FeedMappingException e) {
            throw unusable(e);
        }
    }

    @Override
    public Instant time(EventRow row) {
        return row.event().eventTime();
    }

    @Override
    public void taken(EventRow row, Instant fileClock) {
        notes.inOrder(row, fileClock);
    }

    /**
     * Shows the file's clock an event as it is handed on.
     *
     * @return whether it is older than the clock by more than that many milliseconds
     */
    boolean seesLate(long time, long latenessMillis) {
        handedOn++;
        clock.see(time);
        return clock.time() != FeedClock.UNKNOWN && time < clock.time() - latenessMillis;
    }

    /**
     * From when on its further events come, but for late ones: milliseconds of event time, {@link
     * FeedClock#UNKNOWN} where it has shown too few to say, or the greatest number at its end.
     */
    long clock() {
        if (ended && handedOn == events) {
            return Long.MAX_VALUE;
        }
        return handedOn == 0 ? firstTime : clock.time();
    }

    /** The feed that the file stands for. */
    FeedProfile feed() {
        return feed;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
