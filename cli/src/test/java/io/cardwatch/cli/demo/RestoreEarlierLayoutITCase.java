package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.alert.AlertId;
import io.cardwatch.event.FeedProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints that an earlier build wrote, gone on from by the jobs of today. */
final class RestoreEarlierLayoutITCase {
    private static final String ALERTS = "alerts";
    private static final String RECEIPTS = "receipts";
    private static final String NEW_FEATURE = "  tx_20m: { by: card, count: true, over: 20m }\n";
    private static final String NEW_RULE =
            "  - { id: new, when: tx_20m >= 1.0, score: 80, reason: \"a\", mode: shadow }\n";

    private final SavepointFixture fixture = SavepointFixture.of("layout-1");

    @TempDir private Path folder;

    @Test
    void shouldRaiseWhatTheEarlierBuildWouldHaveRaised() throws Exception {
        try (TestingPipeline pipeline = open(fixture.rules(), 2)) {
            pipeline.startAlerting(fixture.alerting().toUri().toString());

            feed(pipeline, fixture.eventsAfter());

            assertThat(essence(pipeline.values(ALERTS))).isEqualTo(essence(fixture.alertsAfter()));
        }
    }

    @Test
    void shouldRaiseTheSameAlertsAtTwoThenFourThenOneSubtasks() throws Exception {
        List<FeedEvent> events = fixture.eventsAfter();
        int half = events.size() / 2;
        try (TestingPipeline pipeline = open(fixture.rules(), 4)) {
            JobClient four = pipeline.startAlerting(fixture.alerting().toUri().toString(), 4);
            feed(pipeline, events.subList(0, half));
            String savepoint = pipeline.stop(four, folder);
            pipeline.startAlerting(savepoint, 1);
            feed(pipeline, events.subList(half, events.size()));

            assertThat(essence(pipeline.values(ALERTS))).isEqualTo(essence(fixture.alertsAfter()));
        }
    }

    @Test
    void shouldRaiseTheSameAlertsWithItsStateInRocksDb() throws Exception {
        try (TestingPipeline pipeline = open(fixture.rules(), 2)) {
            pipeline.useRocksDb();
            pipeline.startAlerting(fixture.alerting().toUri().toString());

            feed(pipeline, fixture.eventsAfter());

            assertThat(essence(pipeline.values(ALERTS))).isEqualTo(essence(fixture.alertsAfter()));
        }
    }

    /** Other thresholds, other words and a new window leave what the others have seen alone. */
    @Test
    void shouldKeepTheWindowsThatTheNewRulesStillHave() throws Exception {
        String before = Files.readString(fixture.rules());
        String after =
                before.replace("speed_kmh > 900.0", "speed_kmh > 7000.0")
                        .replace("features:\n", "features:\n" + NEW_FEATURE)
                        .replace("rules:\n", "rules:\n" + NEW_RULE);
        Path rules = Files.writeString(folder.resolve("rules.yaml"), after);
        try (TestingPipeline pipeline = open(rules, 2)) {
            pipeline.startAlerting(fixture.alerting().toUri().toString());

            feed(pipeline, fixture.eventsAfter());

            Map<String, Map<String, JsonNode>> expected = essence(fixture.alertsAfter());
            // From Vienna to New York at 6475 km/h: no longer too fast.
            assertThat(expected.remove(AlertId.of(SavepointScenario.BANK, "dora-away")))
                    .isNotNull();
            assertThat(essence(pipeline.values(ALERTS))).isEqualTo(expected);
        }
    }

    @Test
    void shouldDeliverNothingTwiceAndOnlyWhatTheConsentsInStateAllow() throws Exception {
        try (TestingPipeline pipeline = open(fixture.rules(), 2)) {
            pipeline.history().alerts(fixture.alertsBefore());
            pipeline.history().receipts(fixture.receiptsBefore());
            pipeline.startDelivery(fixture.delivery().toUri().toString());

            pipeline.history().alerts(fixture.alertsBefore());
            pipeline.history().alerts(fixture.alertsAfter());

            Set<String> all = new HashSet<>();
            fixture.alertsBefore().forEach(alert -> all.add(id(alert)));
            fixture.alertsAfter().forEach(alert -> all.add(id(alert)));
            pipeline.await(
                    "every alert taken in",
                    () ->
                            pipeline.accounting().counters().total("alerts_repeated")
                                            == fixture.alertsBefore().size()
                                    && pipeline.receiptIds().equals(all));
            assertThat(pipeline.values(RECEIPTS)).hasSize(all.size());
        }
    }

    private static String id(String alert) {
        return SampleInput.json(alert).path("alertId").asText();
    }

    private TestingPipeline open(Path rules, int parallelism) throws Exception {
        TestingPipeline pipeline =
                TestingPipeline.open(
                        List.of(FeedProfile.of(SavepointScenario.BANK, "EUR")),
                        rules,
                        SavepointFixture.EVENT_PARTITIONS,
                        parallelism);
        pipeline.history().consents(fixture.consents());
        pipeline.history().events(fixture.eventsBefore());
        return pipeline;
    }

    /**
     * One after the other, so that it does not depend on a race which of them is a merchant's
     * first.
     */
    private static void feed(TestingPipeline pipeline, List<FeedEvent> events) throws Exception {
        for (FeedEvent event : events) {
            pipeline.send(event);
            pipeline.awaitJudged();
        }
    }

    /** What an alert says of rules and windows, by alert id; words and new fields may change. */
    private static Map<String, Map<String, JsonNode>> essence(List<String> alerts) {
        Map<String, Map<String, JsonNode>> essence = new TreeMap<>();
        for (String alert : alerts) {
            Map<String, JsonNode> findings = new TreeMap<>();
            JsonNode json = SampleInput.json(alert);
            findings.put("severity", json.path("severity"));
            for (JsonNode finding : json.path("findings")) {
                findings.put(finding.path("ruleId").asText(), finding.path("features"));
            }
            assertThat(essence.put(id(alert), findings)).isNull();
        }
        return essence;
    }
}
