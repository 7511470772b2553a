package io.cardwatch.cli.demo;

import io.cardwatch.event.FeedProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file of events that are named by their id. */
final class TestingEventFile implements EventFile {
    private final String bankId;
    private final Deque<FeedEvent> events = new ArrayDeque<>();

    TestingEventFile(String bankId) {
        this.bankId = bankId;
    }

    TestingEventFile with(String eventId, @Nullable String time) {
        byte[] json = eventId.getBytes(StandardCharsets.UTF_8);
        Instant instant = time == null ? null : Instant.parse(time);
        events.add(new FeedEvent(bankId, eventId, "card", "subject " + eventId, instant, json));
        return this;
    }

    @Override
    public FeedProfile profile() {
        return FeedProfile.of(bankId, "EUR");
    }

    @Override
    public @Nullable FeedEvent next() {
        return events.poll();
    }

    @Override
    public SortedMap<String, Long> refused() {
        return new TreeMap<>();
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {}
}
