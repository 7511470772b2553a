package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.rules.RulesCommand;
import io.cardwatch.cli.rules.RulesContext;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.rule.RuleCompiler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules changed from the command line while the real job runs on a real broker. */
final class RulesSwapITCase {
    private static final int CARDS = 30;
    private static final int ROUNDS_BEFORE = 20;
    private static final int ROUNDS_AFTER = 20;
    private static final String SOUTH = "south";

    @TempDir private Path folder;

    private final List<FeedEvent> sent = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path first;

    @BeforeEach
    void writeRules() throws Exception {
        first = rules("1");
    }

    @Test
    void shouldJudgeEachEventByOneVersionAndForgetNothingWhileRulesAreSwappedUnderLoad()
            throws Exception {
        try (TestingPipeline pipeline = open()) {
            JobClient job = pipeline.startAlerting(null);
            pipeline.startDelivery(null);
            consent(pipeline);

            CompletableFuture<Integer> push = null;
            for (int round = 0, after = 0; after < ROUNDS_AFTER; round++) {
                if (round == ROUNDS_BEFORE) {
                    push = CompletableFuture.supplyAsync(() -> push(pipeline, rules("2")));
                }
                sendRound(pipeline, round);
                after += push != null && push.isDone() ? 1 : 0;
            }
            assertThat(push.join()).as(output()).isZero();
            assertThat(output()).contains("Active on 2 of 2 subtasks");
            pipeline.awaitSettled();

            Map<String, JsonNode> alerts = alertsByEvent(pipeline);
            assertThat(alerts.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            sent.stream().map(FeedEvent::eventId).toList());
            assertOneSwapPerCardAndAnUnbrokenCount(alerts);
            long byTheFirst =
                    alerts.values().stream()
                            .filter(alert -> alert.get("ruleSetVersion").asText().equals("1"))
                            .count();
            assertThat(new TestingRulesTopic(pipeline.bootstrapServers()).fired(-1, "large"))
                    .isEqualTo(byTheFirst);
            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
            // A restart would have taken records in a second time.
            assertThat(pipeline.accounting().counters().total("events_in")).isEqualTo(sent.size());
        }
    }

    @Test
    void shouldRefuseGoBackAndKeepTheRulesOfABankToIt() throws Exception {
        try (TestingPipeline pipeline = open()) {
            pipeline.startAlerting(null);
            pipeline.startDelivery(null);
            consent(pipeline);
            assertThat(push(pipeline, rules("2"))).as(output()).isZero();
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("2");

            Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "ruleset: [\n");
            TestingRulesTopic topic = new TestingRulesTopic(pipeline.bootstrapServers());
            long sequence = topic.push("wrong.yaml", Files.readString(wrong));
            List<String> validated =
                    RuleCompiler.check("wrong.yaml", Files.readAllBytes(wrong)).problems().stream()
                            .map(Object::toString)
                            .toList();
            assertThat(validated).isNotEmpty();
            assertThat(topic.awaitProblems(sequence)).isEqualTo(validated);
            assertThat(topic.awaitProblems(topic.pushBytes("4111111111111111")))
                    .singleElement()
                    .asString()
                    .startsWith("rules-0@2: not a JSON object")
                    .doesNotContain("4111");
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("2");

            out.reset();
            Path strange = Files.writeString(folder.resolve("ip.yaml"), text("3", "ip"));
            assertThat(push(pipeline, strange)).isEqualTo(1);
            assertThat(output())
                    .contains("Refused by the running job; what was in force stays:")
                    .contains("ip.yaml: feature 'tx_30d' needs the key 'ip'")
                    .contains("add it to stages.dimensions");
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("2");

            assertThat(push(pipeline, rules("4"), "--bank", SOUTH)).as(output()).isZero();
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("2");
            assertThat(judge(pipeline, SOUTH)).isEqualTo("4");

            assertThat(push(pipeline, rules("5"))).as(output()).isZero();
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("5");
            assertThat(judge(pipeline, SOUTH)).isEqualTo("4");

            assertThat(command("rollback", pipeline)).as(output()).isZero();
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("2");
            out.reset();
            assertThat(command("status", pipeline)).isZero();
            assertThat(output())
                    .containsPattern("\\(all others\\) +testing +2 +6 .* 2 of 2 subtasks")
                    .containsPattern("south +testing +4 +4 .* 2 of 2 subtasks");
        }
    }

    @Test
    void shouldJudgeTheFirstEventByThePushedSetAfterAnyStart() throws Exception {
        try (TestingPipeline pipeline = open()) {
            JobClient job = pipeline.startAlerting(null);
            pipeline.startDelivery(null);
            consent(pipeline);
            assertThat(push(pipeline, rules("2"))).as(output()).isZero();
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("2");
            String savepoint = pipeline.stop(job, folder);

            JobClient restored = pipeline.startAlerting(savepoint);
            assertThat(judge(pipeline, TestingRecords.BANK)).isEqualTo("2");
            assertThat(lastCount(pipeline)).isEqualTo(2);
            restored.cancel().get();

            new TestingRulesTopic(pipeline.bootstrapServers())
                    .push("wrong.yaml", "not a rule file");
            pipeline.startAlerting(null);
            assertThat(judgeAfterFreshStart(pipeline)).isEqualTo("2");
        }
    }

    private TestingPipeline open() throws Exception {
        return TestingPipeline.open(
                List.of(FeedProfile.of(TestingRecords.BANK, "EUR"), FeedProfile.of(SOUTH, "EUR")),
                first,
                2,
                2);
    }

    private static void consent(TestingPipeline pipeline) throws Exception {
        List<TimedConsent> grants = new ArrayList<>();
        for (int card = 0; card < CARDS; card++) {
            grants.add(TestingRecords.grant("s" + card, 1));
        }
        grants.add(of(SOUTH, TestingRecords.grant("s0", 1)));
        pipeline.publish(grants);
    }

    private void sendRound(TestingPipeline pipeline, int round) throws Exception {
        FeedEvent[] events = new FeedEvent[CARDS];
        for (int card = 0; card < CARDS; card++) {
            events[card] =
                    TestingRecords.payment("e" + card + "-" + round, "s" + card, round, 20_000);
        }
        sent.addAll(List.of(events));
        pipeline.send(events);
        pipeline.look();
    }

    /** Every payment of a card counts one more than the one before, whichever version says so. */
    private void assertOneSwapPerCardAndAnUnbrokenCount(Map<String, JsonNode> alerts) {
        for (int card = 0; card < CARDS; card++) {
            List<String> versions = new ArrayList<>();
            for (int round = 0; alerts.containsKey("e" + card + "-" + round); round++) {
                JsonNode alert = alerts.get("e" + card + "-" + round);
                versions.add(alert.get("ruleSetVersion").asText());
                assertThat(count(alert)).isEqualTo(round + 1);
            }
            assertThat(versions).isSorted().contains("1", "2");
        }
    }

    private static int count(JsonNode alert) {
        return alert.at("/findings/0/features/tx_30d").asInt();
    }

    /** Sends one payment and says which version alerted on it. */
    private String judge(TestingPipeline pipeline, String bank) throws Exception {
        FeedEvent event = payment(bank);
        pipeline.send(event);
        pipeline.awaitSettled();
        return alertsByEvent(pipeline).get(event.eventId()).get("ruleSetVersion").asText();
    }

    /** A job without a checkpoint reads the feeds from where the last one left off, or earlier. */
    private String judgeAfterFreshStart(TestingPipeline pipeline) throws Exception {
        FeedEvent event = payment(TestingRecords.BANK);
        pipeline.send(event);
        pipeline.await(
                "an alert after the start",
                () -> alertsByEvent(pipeline).containsKey(event.eventId()));
        return alertsByEvent(pipeline).get(event.eventId()).get("ruleSetVersion").asText();
    }

    private int lastCount(TestingPipeline pipeline) {
        return count(alertsByEvent(pipeline).get(sent.get(sent.size() - 1).eventId()));
    }

    private FeedEvent payment(String bank) {
        FeedEvent event =
                TestingRecords.payment("e-" + sent.size(), "s0", 100 + sent.size(), 20_000);
        sent.add(event);
        if (bank.equals(TestingRecords.BANK)) {
            return event;
        }
        return new FeedEvent(
                bank,
                event.eventId(),
                event.cardRef(),
                event.subjectRef(),
                event.time(),
                TestingRecords.text(event.json())
                        .replace("\"" + TestingRecords.BANK + "\"", "\"" + bank + "\"")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static TimedConsent of(String bank, TimedConsent consent) {
        return new TimedConsent(
                consent.at(),
                consent.key().replace(TestingRecords.BANK, bank),
                TestingRecords.text(consent.value())
                        .replace("\"" + TestingRecords.BANK + "\"", "\"" + bank + "\"")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** The alerts by the event that the payment's merchant is named after. */
    private static Map<String, JsonNode> alertsByEvent(TestingPipeline pipeline) {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.records("alerts")) {
            JsonNode alert = SampleInput.json(TestingRecords.text(record.value()));
            String merchant = alert.at("/details/merchantName").asText();
            alerts.put(merchant.replace("Merchant of ", ""), alert);
        }
        return alerts;
    }

    private Path rules(String version) {
        try {
            return Files.writeString(
                    folder.resolve("rules-" + version + ".yaml"), text(version, "card"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(String version, String key) {
        return """
        ruleset: testing
        version: "%s"
        features:
          tx_30d: { by: %s, count: true, over: 30d }
        rules:
          - id: large
            when: event.amount > 100.0 && tx_30d >= 1.0
            score: 80
            reason: "{tx_30d} payments"
        alerting:
          threshold: 70
        """
                .formatted(version, key);
    }

    private int push(TestingPipeline pipeline, Path file, String... options) {
        return run(
                pipeline,
                Stream.concat(Stream.of("push", file.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private int command(String name, TestingPipeline pipeline) {
        return run(pipeline, name);
    }

    private int run(TestingPipeline pipeline, String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return RulesCommand.commandLine(
                        RulesContext.real(new Terminal(stream, false, false, true, 80)))
                .execute(
                        Stream.concat(
                                        Stream.of(arguments),
                                        Stream.of(
                                                "--bootstrap-servers", pipeline.bootstrapServers()))
                                .toArray(String[]::new));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
