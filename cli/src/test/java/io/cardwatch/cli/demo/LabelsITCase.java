package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.alert.AlertId;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes known of events later, over a real topic into the rules of the real job. */
final class LabelsITCase {
    private static final String RULES =
            """
            ruleset: labels
            version: "1"
            features:
              risk: { by: card, fraud_rate: true, over: 28d, delay: 0d }
            rules:
              - id: known-risk
                when: risk > 0.4
                score: 80
                reason: "{risk} of the card's payments were fraud"
            alerting:
              threshold: 70
            """;

    @TempDir private Path folder;

    @Test
    void shouldLearnFromALabelAndRejectABadOneWithoutStopping() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        FeedProfile north = FeedProfile.of(TestingRecords.BANK, "EUR");
        FeedEvent before = TestingRecords.payment("before", "anna", 0, 5_000);
        FeedEvent after = TestingRecords.payment("after", "anna", 60, 5_000);
        FeedEvent others = TestingRecords.payment("others", "berta", 61, 5_000);
        try (TestingPipeline pipeline = TestingPipeline.open(List.of(north), rules, 2)) {
            JobClient job = pipeline.startAlerting(null);
            pipeline.startDelivery(null);
            pipeline.publish(
                    List.of(TestingRecords.grant("anna", 1), TestingRecords.grant("berta", 1)));
            pipeline.send(before);
            pipeline.awaitSettled();
            assertThat(pipeline.alertIds()).isEmpty();

            pipeline.publishLabels(
                    List.of(
                            label(before),
                            record(before, "{\"cardRef\":\"4111111111111111\"}"),
                            record(before, labelOf("nobody", before))));
            pipeline.send(after, others);
            pipeline.awaitSettled();

            assertThat(pipeline.alertIds())
                    .containsExactly(AlertId.of(TestingRecords.BANK, "after"));
            assertThat(pipeline.records("rejections"))
                    .map(record -> SampleInput.json(TestingRecords.text(record.value())))
                    .allSatisfy(json -> assertThat(json.get("topic").asText()).isEqualTo("labels"))
                    .map(JsonNode.class::cast)
                    .map(json -> json.get("reason").asText())
                    .containsExactlyInAnyOrder("card_number", "wrong_bank");
            assertThat(pipeline.accounting().counters().total("labels_in")).isEqualTo(1);
            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        }
    }

    private static TimedLabel label(FeedEvent event) {
        return record(event, labelOf(event.bankId(), event));
    }

    private static String labelOf(String bank, FeedEvent event) {
        return new String(
                LabelJson.encode(
                        new Label(
                                bank,
                                event.eventId(),
                                event.cardRef(),
                                null,
                                null,
                                event.time(),
                                true,
                                event.time().plus(Duration.ofMinutes(30)))),
                StandardCharsets.UTF_8);
    }

    private static TimedLabel record(FeedEvent event, String json) {
        return new TimedLabel(event.time(), event.cardRef(), json.getBytes(StandardCharsets.UTF_8));
    }
}
