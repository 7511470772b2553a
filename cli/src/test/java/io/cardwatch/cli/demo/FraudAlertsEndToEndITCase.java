package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.cli.feed.EventFiles;
import io.cardwatch.event.FeedProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed sample through broker, cluster and both jobs, once, with a savepoint of each job in
 * the middle; then what stands on the topics, in the savepoints and in the log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FraudAlertsEndToEndITCase {
    private static final Path SAMPLE = Path.of("..", "sample-data");
    private static final Path LOG = Path.of("target", "test.log");
    private static final int MID_RUN = 12_000;

    @TempDir private static Path savepoints;

    private SampleInput input;
    private List<ConsumerRecord<byte[], byte[]>> rawEvents;
    private List<ConsumerRecord<byte[], byte[]>> rejections;
    private List<ConsumerRecord<byte[], byte[]>> alerts;
    private List<ConsumerRecord<byte[], byte[]>> receipts;
    private Accounting accounting;

    @BeforeAll
    void runTheSample() throws Exception {
        Path consentsFile = SAMPLE.resolve("consents.jsonl");
        DemoInputs inputs = new DemoInputs(MappedCsv::open);
        ConsentSchedule consents = new ConsentSchedule(inputs.consents(consentsFile));
        List<EventFile> files = new ArrayList<>();
        for (Path file : EventFiles.at(SAMPLE.resolve("events"))) {
            files.add(inputs.open(file, null));
        }
        try (DemoFeed feed = new DemoFeed(files);
                TestingPipeline pipeline =
                        TestingPipeline.open(
                                List.copyOf(feed.feeds().values()),
                                SAMPLE.resolve("rules/default.yaml"),
                                2)) {
            JobClient alerting = pipeline.startAlerting(null);
            JobClient delivery = pipeline.startDelivery(null);
            pipeline.feed(feed, consents, MID_RUN);
            TestingPipeline.savepoint(alerting, savepoints);
            TestingPipeline.savepoint(delivery, savepoints);
            pipeline.feed(feed, consents, Long.MAX_VALUE);
            pipeline.awaitSettled();

            rawEvents = new ArrayList<>();
            for (FeedProfile bank : feed.feeds().values()) {
                rawEvents.addAll(pipeline.records("card-events." + bank.bankId()));
            }
            rejections = pipeline.records("rejections");
            alerts = pipeline.records("alerts");
            receipts = pipeline.records("receipts");
            accounting = pipeline.accounting();
        }
        input = new SampleInput(rawEvents, SampleInput.consentLines(consentsFile));
    }

    @Test
    void shouldAlertAndSendOnlyWhereTheCardholderHadALiveOptInAtTheTimeOfTheEvent() {
        Map<String, JsonNode> alertsById = new TreeMap<>();
        for (JsonNode alert : json(alerts)) {
            alertsById.put(alert.get("alertId").asText(), alert);
            for (JsonNode channel : alert.get("channels")) {
                JsonNode consent = liveConsent(alert, channel.get("channel").asText());
                assertThat(consent).isNotNull();
                assertThat(channel.get("consentVersion")).isEqualTo(consent.get("version"));
                assertThat(channel.get("detail").asText())
                        .isEqualTo(consent.get("detail").asText());
            }
        }
        for (JsonNode receipt : json(receipts)) {
            JsonNode alert = alertsById.get(receipt.get("alertId").asText());
            assertThat(alert).isNotNull();
            assertThat(liveConsent(alert, receipt.get("channel").asText())).isNotNull();
        }
        assertThat(alertsById).hasSizeGreaterThan(20);
        assertThat(receipts).hasSizeGreaterThan(20);
    }

    /** Otherwise nobody would have been there to be kept from. */
    @Test
    void shouldHaveKeptAlertsFromEveryKindOfCardholderWithoutALiveOptIn() {
        assertThat(accounting.counters().by("alerts_suppressed", "reason"))
                .containsKeys("no_consent", "withdrawn", "expired", "wrong_purpose");
    }

    @Test
    void shouldTellOfAPaymentOnlyToThoseWhoChoseIt() {
        int minimal = 0;
        int detailed = 0;
        for (JsonNode alert : json(alerts)) {
            boolean shows = isDetailed(alert);
            minimal += shows ? 0 : 1;
            detailed += shows ? 1 : 0;
            if (!shows) {
                assertThat(alert.path("details").isContainerNode()).isFalse();
                for (JsonNode finding : alert.get("findings")) {
                    assertThat(finding.path("reason").isTextual()).isFalse();
                    assertThat(finding.path("features")).isEmpty();
                }
            } else {
                JsonNode event = event(alert);
                assertThat(alert.at("/details/amountMinor").asLong())
                        .isEqualTo(event.get("amountMinor").asLong());
            }
        }
        assertThat(minimal).isPositive();
        assertThat(detailed).isPositive();
    }

    @Test
    void shouldNameEachAlertAfterTheEventOfItsCardholder() {
        for (JsonNode alert : json(alerts)) {
            JsonNode event = event(alert);
            assertThat(event).isNotNull();
            assertThat(alert.get("subjectRef")).isEqualTo(event.get("subjectRef"));
            assertThat(alert.get("cardRef")).isEqualTo(event.get("cardRef"));
        }
    }

    @Test
    void shouldRejectExactlyTheBadRecordsByPlaceAndReason() {
        Map<String, String> rejected = new TreeMap<>();
        for (JsonNode rejection : json(rejections)) {
            rejected.put(
                    SampleInput.coordinates(
                            rejection.get("topic").asText(),
                            rejection.get("partition").asInt(),
                            rejection.get("offset").asLong()),
                    rejection.get("reason").asText());
        }

        assertThat(rejected).isEqualTo(input.badRecords()).isNotEmpty();
        assertThat(new HashSet<>(rejected.values())).contains("card_number", "malformed");
    }

    @Test
    void shouldRepeatNothingOfARecordInRejectionsAndReceipts() {
        ByteScan scan = new ByteScan(input.allTexts());

        assertThat(hits(scan, rejections)).isEmpty();
        assertThat(hits(scan, receipts)).isEmpty();
    }

    @Test
    void shouldNameInAnAlertNobodyButItsOwnCardholderAndCard() {
        ByteScan scan = new ByteScan(input.allTexts());
        for (ConsumerRecord<byte[], byte[]> record : alerts) {
            JsonNode alert = json(List.of(record)).get(0);
            Set<String> allowed = new HashSet<>();
            allowed.add(alert.get("subjectRef").asText());
            allowed.add(alert.get("cardRef").asText());
            if (isDetailed(alert)) {
                // Of "Shop 12" the scan also finds "Shop 1".
                String shown = alert.at("/details/merchantName").asText();
                input.texts("merchantName").stream().filter(shown::contains).forEach(allowed::add);
            }

            assertThat(allowed).containsAll(hits(scan, List.of(record)));
        }
    }

    @Test
    void shouldLeaveNothingReadableInStateOrLog() throws Exception {
        ByteScan scan = new ByteScan(input.allTexts());

        assertThat(scan.hitsIn(savepoints)).isEmpty();
        assertThat(scan.hitsIn(Files.readAllBytes(LOG))).isEmpty();
        assertThat(Files.readString(LOG)).contains("consents are loaded");
    }

    /** Otherwise an empty savepoint, or a scan that finds nothing, would pass for silence. */
    @Test
    void shouldFindWithTheSameScanWhatIsThere() throws Exception {
        Set<String> texts = input.texts("eventId", "cardRef", "merchantName", "canary");

        assertThat(hits(new ByteScan(texts), rawEvents)).isEqualTo(texts);
        assertThat(new ByteScan(Set.of("fraud-alerts|console", "bank-harbour")).hitsIn(savepoints))
                .containsExactlyInAnyOrder("bank-harbour", "fraud-alerts|console");
        assertThat(
                        new ByteScan(Set.of("Sample Person 0001"))
                                .hitsIn("xSample Person 0001".getBytes(StandardCharsets.UTF_16LE)))
                .hasSize(1);
    }

    private static boolean isDetailed(JsonNode alert) {
        for (JsonNode channel : alert.get("channels")) {
            if (channel.get("detail").asText().equals("detailed")) {
                return true;
            }
        }
        return false;
    }

    private JsonNode event(JsonNode alert) {
        return input.event(alert.get("alertId").asText());
    }

    private JsonNode liveConsent(JsonNode alert, String channel) {
        JsonNode event = event(alert);
        Instant time = SampleInput.instant(event, "eventTime");
        return input.liveConsent(
                event.get("bankId").asText(), event.get("subjectRef").asText(), channel, time);
    }

    private static List<JsonNode> json(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> SampleInput.json(TestingRecords.text(record.value())))
                .toList();
    }

    private static Set<String> hits(ByteScan scan, List<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> hits = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            hits.addAll(scan.hitsIn(record.value()));
            if (record.key() != null) {
                hits.addAll(scan.hitsIn(record.key()));
            }
        }
        return hits;
    }
}
