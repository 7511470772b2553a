package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.MergedFiles;
import io.cardwatch.event.FeedProfile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events of several files as one stream, in the order in which they would have arrived. */
final class DemoFeed implements AutoCloseable {
    private final List<EventFile> files;
    private final MergedFiles<FeedEvent> events;

    /** Takes over the files and closes them. */
    DemoFeed(List<EventFile> files) throws CommandFailure, IOException {
        this.files = List.copyOf(files);
        events = new MergedFiles<>(files);
    }

    /** When the next event is due, or null at the end; never goes back. */
    @Nullable Instant due() {
        return events.due();
    }

    /** The next event, or null at the end. */
    @Nullable FeedEvent next() throws CommandFailure, IOException {
        return events.next();
    }

    /** The feeds that these files stand for, by bank; of a bank's several files the first one's. */
    SortedMap<String, FeedProfile> feeds() {
        SortedMap<String, FeedProfile> feeds = new TreeMap<>();
        files.forEach(file -> feeds.putIfAbsent(file.bankId(), file.profile()));
        return feeds;
    }

    long bytes() {
        return files.stream().mapToLong(EventFile::bytes).sum();
    }

    long bytesRead() {
        return files.stream().mapToLong(EventFile::bytesRead).sum();
    }

    /** Rows that became no event, by reason. */
    SortedMap<String, Long> refused() {
        SortedMap<String, Long> sums = new TreeMap<>();
        for (EventFile file : files) {
            file.refused().forEach((reason, rows) -> sums.merge(reason, rows, Long::sum));
        }
        return sums;
    }

    @Override
    public void close() throws IOException {
        for (EventFile file : files) {
            file.close();
        }
    }
}
