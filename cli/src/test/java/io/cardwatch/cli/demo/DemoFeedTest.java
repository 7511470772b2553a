package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoFeedTest {
    @Test
    void shouldMergeFilesByTime() throws Exception {
        TestingEventFile north =
                new TestingEventFile("north")
                        .with("n1", "2026-10-01T10:00:00Z")
                        .with("n2", "2026-10-01T10:00:20Z");
        TestingEventFile south =
                new TestingEventFile("south")
                        .with("s1", "2026-10-01T10:00:10Z")
                        .with("s2", "2026-10-01T10:00:30Z");

        assertThat(order(north, south)).containsExactly("n1", "s1", "n2", "s2");
    }

    @Test
    void shouldKeepALateEventWhereItsFileHasIt() throws Exception {
        TestingEventFile north =
                new TestingEventFile("north")
                        .with("n1", "2026-10-01T10:00:00Z")
                        .with("n2", "2026-10-01T10:01:00Z")
                        .with("late", "2026-10-01T09:00:00Z");
        TestingEventFile south = new TestingEventFile("south").with("s1", "2026-10-01T10:00:30Z");

        assertThat(order(north, south)).containsExactly("n1", "s1", "n2", "late");
    }

    @Test
    void shouldNotLetOneWrongTimeMoveAFilesClock() throws Exception {
        TestingEventFile north =
                new TestingEventFile("north")
                        .with("n1", "2026-10-01T10:00:00Z")
                        .with("wrong", "2099-10-01T10:00:00Z")
                        .with("n2", "2026-10-01T10:00:20Z");
        TestingEventFile south = new TestingEventFile("south").with("s1", "2026-10-01T10:00:30Z");

        assertThat(order(north, south)).containsExactly("n1", "wrong", "n2", "s1");
    }

    @Test
    void shouldMoveOverALongGap() throws Exception {
        TestingEventFile north =
                new TestingEventFile("north")
                        .with("n1", "2026-10-01T10:00:00Z")
                        .with("n2", "2026-10-09T10:00:00Z")
                        .with("n3", "2026-10-09T10:00:05Z");
        TestingEventFile south = new TestingEventFile("south").with("s1", "2026-10-05T10:00:00Z");

        assertThat(order(north, south)).containsExactly("n1", "s1", "n2", "n3");
    }

    @Test
    void shouldKeepRecordsWithoutATimeInTheirPlace() throws Exception {
        TestingEventFile north =
                new TestingEventFile("north")
                        .with("n1", "2026-10-01T10:00:00Z")
                        .with("broken", null)
                        .with("n2", "2026-10-01T10:00:20Z");

        assertThat(order(north)).containsExactly("n1", "broken", "n2");
    }

    @Test
    void shouldNeverSayThatTheNextEventIsDueEarlierThanTheLastOne() throws Exception {
        TestingEventFile file =
                new TestingEventFile("north")
                        .with("n1", "2026-10-01T10:00:00Z")
                        .with("late", "2026-10-01T09:00:00Z");
        try (DemoFeed feed = new DemoFeed(List.of(file))) {
            assertThat(feed.next()).isNotNull();

            assertThat(feed.due()).isEqualTo(Instant.parse("2026-10-01T10:00:00Z"));
        }
    }

    private static List<String> order(EventFile... files) throws Exception {
        List<String> order = new ArrayList<>();
        try (DemoFeed feed = new DemoFeed(List.of(files))) {
            while (feed.due() != null) {
                order.add(feed.next().eventId());
            }
        }
        return order;
    }
}
