package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.FeedProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes what the next build has to restore. Run it before the layout of any state changes: {@code
 * mvn -pl cli -am test -Dtest=WriteSavepointFixtureITCase -Dcardwatch.fixture=layout-N}.
 */
@EnabledIfSystemProperty(named = WriteSavepointFixtureITCase.LAYOUT, matches = "layout-[0-9]+")
final class WriteSavepointFixtureITCase {
    static final String LAYOUT = "cardwatch.fixture";

    @TempDir private Path folder;

    @Test
    void shouldWriteSavepointsOfBothJobsAndWhatCameNext() throws Exception {
        SavepointFixture fixture = SavepointFixture.of(System.getProperty(LAYOUT));
        Files.createDirectories(fixture.folder());
        Files.copy(Path.of("..", "sample-data", "rules", "default.yaml"), fixture.rules());
        try (TestingPipeline pipeline =
                TestingPipeline.open(
                        List.of(FeedProfile.of(SavepointScenario.BANK, "EUR")),
                        fixture.rules(),
                        SavepointFixture.EVENT_PARTITIONS,
                        SavepointFixture.PARALLELISM)) {
            JobClient alerting = pipeline.startAlerting(null);
            JobClient delivery = pipeline.startDelivery(null);
            pipeline.publish(SavepointScenario.consents());
            pipeline.send(SavepointScenario.before().toArray(FeedEvent[]::new));
            pipeline.awaitSettled();

            moveTo(fixture.alerting(), TestingPipeline.savepoint(alerting, folder));
            moveTo(fixture.delivery(), TestingPipeline.savepoint(delivery, folder));
            List<String> alertsBefore = pipeline.values("alerts");
            fixture.write(
                    "events-before.jsonl",
                    SavepointScenario.before().stream()
                            .map(event -> TestingRecords.text(event.json())));
            fixture.write(
                    "events-after.jsonl",
                    SavepointScenario.after().stream()
                            .map(event -> TestingRecords.text(event.json())));
            fixture.write(
                    "consents.jsonl",
                    SavepointScenario.consents().stream().map(TestingRecords::line));
            fixture.write("alerts-before.jsonl", alertsBefore.stream());
            fixture.write("receipts-before.jsonl", pipeline.values("receipts").stream());

            for (FeedEvent event : SavepointScenario.after()) {
                pipeline.send(event);
                pipeline.awaitSettled();
            }
            Set<String> known = Set.copyOf(alertsBefore);
            fixture.write(
                    "alerts-after.jsonl",
                    pipeline.values("alerts").stream().filter(alert -> !known.contains(alert)));
            assertThat(fixture.alertsAfter()).hasSizeGreaterThan(4);
        }
    }

    private static void moveTo(Path target, String savepoint) throws Exception {
        Files.move(Path.of(java.net.URI.create(savepoint)), target);
    }
}
