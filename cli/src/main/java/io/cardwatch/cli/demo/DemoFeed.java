package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.event.FeedProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of several files as one stream, in the order in which they would have arrived.
 *
 * <p>A file's own order is kept: a late event stays late. Between files the one goes first whose
 * clock is behind; a file's clock is the highest event time that it has shown so far. A single time
 * far ahead of the line before and the line after is a wrong time, and moves no clock.
 */
final class DemoFeed implements AutoCloseable {
    private static final Duration WRONG_TIME = Duration.ofHours(6);

    private final List<Track> tracks = new ArrayList<>();
    private Instant clock = Instant.MIN;

    /** Takes over the files and closes them. */
    DemoFeed(List<EventFile> files) throws CommandFailure, IOException {
        for (EventFile file : files) {
            tracks.add(new Track(file));
        }
    }

    /** When the next event is due, or null at the end; never goes back. */
    @Nullable Instant due() {
        Track first = first();
        if (first == null) {
            return null;
        }
        if (first.clock.isAfter(clock)) {
            clock = first.clock;
        }
        return clock;
    }

    /** The next event, or null at the end. */
    @Nullable FeedEvent next() throws CommandFailure, IOException {
        Track first = first();
        return first == null ? null : first.take();
    }

    private @Nullable Track first() {
        Track first = null;
        for (Track track : tracks) {
            if (track.head != null && (first == null || track.clock.isBefore(first.clock))) {
                first = track;
            }
        }
        return first;
    }

    /** The feeds that these files stand for, by bank; of a bank's several files the first one's. */
    SortedMap<String, FeedProfile> feeds() {
        SortedMap<String, FeedProfile> feeds = new TreeMap<>();
        tracks.forEach(track -> feeds.putIfAbsent(track.file.bankId(), track.file.profile()));
        return feeds;
    }

    long bytes() {
        return tracks.stream().mapToLong(track -> track.file.bytes()).sum();
    }

    long bytesRead() {
        return tracks.stream().mapToLong(track -> track.file.bytesRead()).sum();
    }

    /** Rows that became no event, by reason. */
    SortedMap<String, Long> refused() {
        SortedMap<String, Long> sums = new TreeMap<>();
        for (Track track : tracks) {
            track.file.refused().forEach((reason, rows) -> sums.merge(reason, rows, Long::sum));
        }
        return sums;
    }

    @Override
    public void close() throws IOException {
        for (Track track : tracks) {
            track.file.close();
        }
    }

    /** A file with its next two events in hand. */
    private static final class Track {
        private final EventFile file;
        private @Nullable FeedEvent head;
        private @Nullable FeedEvent following;
        private Instant clock = Instant.MIN;

        Track(EventFile file) throws CommandFailure, IOException {
            this.file = file;
            head = file.next();
            following = file.next();
            advance();
        }

        @Nullable FeedEvent take() throws CommandFailure, IOException {
            FeedEvent taken = head;
            head = following;
            following = file.next();
            advance();
            return taken;
        }

        private void advance() {
            Instant time = head == null ? null : head.time();
            Instant next = following == null ? null : following.time();
            if (time != null && next != null && isWrong(time, next)) {
                time = next;
            }
            if (time != null && time.isAfter(clock)) {
                clock = time;
            }
        }

        private boolean isWrong(Instant time, Instant next) {
            return Duration.between(clock, time).compareTo(WRONG_TIME) > 0
                    && Duration.between(next, time).compareTo(WRONG_TIME) > 0;
        }
    }
}
