package io.cardwatch.cli.feed;

import io.cardwatch.cli.console.CommandFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of several files as one stream, in the order in which they would have arrived.
 *
 * <p>A file's own order is kept: a late event stays late. Between files the one goes first whose
 * clock is behind; a file's clock is the highest event time that it has shown so far. A step of
 * more than six hours is believed, as by {@link io.cardwatch.engine.FeedClock}, where ten records
 * in a row confirm it, and then goes to the earliest of them. A file can be read ahead, so the
 * clock need not wait for them: files with few events a day are merged in the order of their times.
 *
 * @param <E> what a record of a file is
 */
public final class MergedFiles<E> {
    private static final Duration WRONG_TIME = Duration.ofHours(6);
    private static final int CONFIRMATIONS = 10;

    private final List<Track<E>> tracks = new ArrayList<>();
    private Instant clock = Instant.MIN;

    /** An open file, read once from its start to its end. */
    public interface Source<E> {
        /**
         * The next record, or null at the end.
         *
         * @throws CommandFailure where the file cannot be read on, saying where and why
         */
        @Nullable E next() throws CommandFailure, IOException;

        /** When a record happened, or null where it does not say. */
        @Nullable Instant time(E entry);

        /** Told of a record as it goes out, and how far its file had come with it. */
        default void taken(E entry, Instant clock) {}
    }

    /** Merges the files; whoever opened them closes them. */
    public MergedFiles(List<? extends Source<E>> files) throws CommandFailure, IOException {
        for (Source<E> file : files) {
            tracks.add(new Track<>(file));
        }
    }

    /** When the next record is due, or null at the end; never goes back. */
    public @Nullable Instant due() {
        Track<E> first = first();
        if (first == null) {
            return null;
        }
        if (first.clock.isAfter(clock)) {
            clock = first.clock;
        }
        return clock;
    }

    /** The next record, or null at the end. */
    public @Nullable E next() throws CommandFailure, IOException {
        Track<E> first = first();
        return first == null ? null : first.take();
    }

    private @Nullable Track<E> first() {
        Track<E> first = null;
        for (Track<E> track : tracks) {
            if (track.head != null && (first == null || track.clock.isBefore(first.clock))) {
                first = track;
            }
        }
        return first;
    }

    /** A file with its next few records in hand. */
    private static final class Track<E> {
        private final Source<E> file;
        private final ArrayDeque<E> following = new ArrayDeque<>();
        private @Nullable E head;
        private Instant clock = Instant.MIN;

        Track(Source<E> file) throws CommandFailure, IOException {
            this.file = file;
            while (following.size() < CONFIRMATIONS && readOn()) {
                // Until there are enough to tell a wrong time by.
            }
            advance();
        }

        @Nullable E take() throws CommandFailure, IOException {
            E taken = head;
            if (taken != null) {
                file.taken(taken, clock);
            }
            readOn();
            advance();
            return taken;
        }

        private boolean readOn() throws CommandFailure, IOException {
            E read = file.next();
            return read != null && following.add(read);
        }

        private void advance() {
            head = following.peek();
            Instant time = head == null ? null : file.time(head);
            if (time != null) {
                Instant believed = isStep(time) ? confirmed(time) : time;
                clock = believed.isAfter(clock) ? believed : clock;
            }
            following.poll();
        }

        private boolean isStep(Instant time) {
            return clock.equals(Instant.MIN)
                    || Duration.between(clock, time).compareTo(WRONG_TIME) > 0;
        }

        /** The time, or where one that follows is far behind it, the earliest of those. */
        private Instant confirmed(Instant time) {
            Instant earliest = time;
            for (E entry : following) {
                Instant next = file.time(entry);
                earliest = next != null && next.isBefore(earliest) ? next : earliest;
            }
            return Duration.between(earliest, time).compareTo(WRONG_TIME) > 0 ? earliest : time;
        }
    }
}
