package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.local.Counters;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.config.Ordering;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert job with {@code ordering: event-time}, byte for byte. */
final class EventTimeOrderITCase {
    private static final int EVENTS = 1_500;
    private static final int PARTITIONS = 3;

    private static final Ordering REPLAY =
            new Ordering(Ordering.By.EVENT_TIME, true, Duration.ZERO, 100_000);

    /** Goes on with what is fed meanwhile. */
    private static final Ordering RUNNING =
            new Ordering(Ordering.By.EVENT_TIME, false, Duration.ofSeconds(4), 100_000);

    private static final String RULES =
            """
            ruleset: order
            version: "1"
            features:
              card_10m:     { by: card, count: true, over: 10m }
              spent_20m:    { by: card, sum: amount, over: 20m, where: event.approved }
              since_last:   { by: card, elapsed: true, over: 1h }
              merchant_5m:  { by: merchant, count: true, over: 5m }
              cards_10m:    { by: merchant, distinct: cardRef, over: 10m }
              refused_5m:   { by: terminal, count: true, over: 5m, where: "!event.approved" }
              spent_device: { by: device, sum: amount, over: 10m }
              new_here:     { by: device, first_seen: merchantId, over: 1h }
            rules:
              - id: card
                when: card_10m >= 4.0 && since_last < 200.0
                score: 30 + card_10m
                reason: "{card_10m} payments, {since_last} s after the one before"
              - { id: spree, when: spent_20m > 300.0, score: 25, reason: "{spent_20m} in 20 minutes" }
              - { id: busy, when: merchant_5m >= 20.0 && cards_10m >= 12.0, score: 25, reason: "{merchant_5m} payments by {cards_10m} cards" }
              - { id: refused, when: refused_5m >= 3.0, score: 30, reason: "{refused_5m} refused" }
              - { id: device, when: spent_device > 600.0, score: 20, reason: "{spent_device}" }
              - { id: new-here, when: new_here, score: 25, reason: "new" }
            alerting: { threshold: 70, cooldown: 8m, budget: 4 per subject per day }
            """;

    private final ShuffledFeed feed = ShuffledFeed.of(11, EVENTS);

    @TempDir private Path folder;

    @Test
    void shouldRaiseTheSameAlertsToTheByteAtOneTwoAndFourSubtasks() throws Exception {
        List<String> one = replay(1);

        assertThat(one).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(replay(2)).isEqualTo(one);
        assertThat(replay(4)).isEqualTo(one);
    }

    /** Whatever the live job has read and committed, and however far it is. */
    @Test
    void shouldReplayFromTheStartAndLeaveTheLiveJobsPlaceAlone() throws Exception {
        List<String> whole = replay(2);
        try (TestingPipeline pipeline = open()) {
            pipeline.send(feed.arriving().toArray(FeedEvent[]::new));
            TestingOffsets offsets = new TestingOffsets(pipeline.bootstrapServers());
            offsets.commitAll("cardwatch-fraud-alert-events", "card-events.north", 7);
            pipeline.startAlerting(null, 2, REPLAY);
            pipeline.awaitJudged();

            assertThat(sorted(pipeline)).isEqualTo(whole);
            assertThat(offsets.committed("cardwatch-fraud-alert-events"))
                    .hasSize(PARTITIONS)
                    .allMatch(offset -> offset == 7);
            assertThat(offsets.committed("cardwatch-fraud-alert-events-replay")).isEmpty();
        }
    }

    /** The engine is fed in order what no partition's clock calls late. */
    @Test
    void shouldRaiseWhatTheEngineFindsInTheSameOrder() throws Exception {
        try (TestingPipeline pipeline = open()) {
            pipeline.send(feed.arriving().toArray(FeedEvent[]::new));
            pipeline.startAlerting(null, 2, REPLAY);
            pipeline.awaitJudged();

            List<CardEvent> events = InEngine.onTime(pipeline.records("card-events.north"));
            assertThat(pipeline.alertIds()).isEqualTo(InEngine.alertIds(events, RULES));
        }
    }

    @Test
    void shouldRaiseTheSameAlertsThroughASavepointInTheMiddle() throws Exception {
        List<String> uninterrupted = replay(2);
        List<FeedEvent> events = feed.arriving();
        int half = events.size() / 2;
        try (TestingPipeline pipeline = open()) {
            JobClient first = pipeline.startAlerting(null, 2, RUNNING);
            pipeline.send(events.subList(0, half).toArray(FeedEvent[]::new));
            pipeline.await("all read", () -> read(pipeline) == half);
            String savepoint = pipeline.stop(first, folder);
            pipeline.startAlerting(savepoint, 4, RUNNING);
            pipeline.send(events.subList(half, events.size()).toArray(FeedEvent[]::new));
            pipeline.send(ShuffledFeed.flush().toArray(FeedEvent[]::new));
            pipeline.await(
                    "all alerts", () -> pipeline.values("alerts").size() >= uninterrupted.size());

            assertThat(sorted(pipeline)).isEqualTo(uninterrupted);
            assertNothingLost(pipeline);
        }
    }

    /** The alerts of the whole feed, read to its end, sorted by id. */
    private List<String> replay(int parallelism) throws Exception {
        try (TestingPipeline pipeline = open()) {
            pipeline.send(feed.arriving().toArray(FeedEvent[]::new));
            pipeline.startAlerting(null, parallelism, REPLAY);
            pipeline.awaitJudged();
            assertNothingLost(pipeline);
            return sorted(pipeline);
        }
    }

    private void assertNothingLost(TestingPipeline pipeline) {
        Counters counters = pipeline.accounting().counters();
        assertThat(counters.total("records_behind_watermark")).isZero();
        assertThat(counters.total("records_out_of_room")).isZero();
        assertThat(counters.total("events_late")).isGreaterThanOrEqualTo(feed.late());
        assertThat(counters.total("events_duplicate")).isPositive();
        for (String reason : List.of("cooldown", "budget")) {
            assertThat(counters.by("alerts_suppressed", "reason")).containsKey(reason);
        }
    }

    private static long read(TestingPipeline pipeline) {
        return pipeline.accounting().counters().total("events_in");
    }

    private static List<String> sorted(TestingPipeline pipeline) {
        // Every alert begins with its id.
        return pipeline.values("alerts").stream().sorted().toList();
    }

    private TestingPipeline open() throws Exception {
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, RULES);
        TestingPipeline pipeline =
                TestingPipeline.open(
                        List.of(FeedProfile.of(TestingRecords.BANK, "EUR")), rules, PARTITIONS, 4);
        pipeline.history().consents(ShuffledFeed.consents());
        return pipeline;
    }
}
