package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.Finding;
import io.cardwatch.event.CardEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** Sets that take each other's place in a running job at parallelism 2, while its events go on. */
class SwapUnderLoadTest {
    private static final int EVENTS = 28_000;
    private static final int PARALLELISM = 2;
    private static final int SWAPS = 5;

    /** Each subtask of the source has as many events of each set's time. */
    private static final int CHUNK = EVENTS / PARALLELISM / (SWAPS + 2);

    private static final int CARDS = 40;
    private static final String REFUSED = "broken";

    /**
     * Every event fires one rule, whose features come of both stages; each version has them at
     * other places of the vector, so an event that any stage took for another version's would show.
     */
    private static final String RULES =
            """
            ruleset: load
            version: "VERSION"
            features:
              MORE_FEATURES
              of_card: { by: card, count: true, over: 2d }
              of_merchant: { by: merchant, count: true, over: 2d }
              spent: { by: card, sum: amount, over: 2d }
            rules:
              - { id: every, when: of_card >= 1.0 && of_merchant >= 1.0 && spent == 10.0 * of_card, score: 100, reason: "x" }
              MORE_RULES
            alerting: { threshold: 50 }
            """;

    /** What the source waits for, since it runs in the tasks of this process. */
    private static final Map<Integer, CountDownLatch> REACHED = latches(1);

    private static final Map<Integer, CountDownLatch> ACTIVE = latches(PARALLELISM);

    private static Map<Integer, CountDownLatch> latches(int count) {
        Map<Integer, CountDownLatch> latches = new HashMap<>();
        IntStream.rangeClosed(0, SWAPS).forEach(i -> latches.put(i, new CountDownLatch(count)));
        return Map.copyOf(latches);
    }

    @Test
    @SuppressWarnings("try") // Closing may be interrupted, as everything in this test may.
    void shouldJudgeEachEventByOneSetAtAllStagesAndKeepTheState() throws Exception {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
        env.getConfig().enableObjectReuse();
        env.setBufferTimeout(1);
        Map<String, String> versions = new HashMap<>();
        Map<String, List<Double>> countsOfCard = new HashMap<>();
        Map<String, List<Double>> countsOfMerchant = new HashMap<>();
        Map<String, CardEvent> events = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            events.put(AlertId.of("northbank", "e" + i), event(i));
        }
        try (CloseableIterator<AlertCandidate> candidates = pipeline(env).executeAndCollect()) {
            while (candidates.hasNext()) {
                AlertCandidate candidate = candidates.next();
                CardEvent event = events.get(candidate.alertId());
                assertThat(versions.put(candidate.alertId(), candidate.ruleSetVersion()))
                        .as("judged twice")
                        .isNull();
                Finding finding = candidate.findings().get(0);
                countsOfCard
                        .computeIfAbsent(event.cardRef(), card -> new ArrayList<>())
                        .add(finding.features().get("of_card"));
                countsOfMerchant
                        .computeIfAbsent(event.merchantId(), merchant -> new ArrayList<>())
                        .add(finding.features().get("of_merchant"));
            }
        }
        assertThat(versions).as("events that some set judged").hasSize(EVENTS);
        assertThat(versions.values()).contains("0", "1", "2", "3", "4", "5");
        countsOfCard.values().forEach(SwapUnderLoadTest::assertCountedOn);
        countsOfMerchant.values().forEach(SwapUnderLoadTest::assertCountedOn);
    }

    /** No count is missing and none comes twice: nothing was lost when a set took over. */
    private static void assertCountedOn(List<Double> counts) {
        assertThat(counts.stream().mapToLong(Double::longValue).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, counts.size()).boxed().toList());
    }

    private static DataStream<AlertCandidate> pipeline(StreamExecutionEnvironment env)
            throws Exception {
        RulesSource source = TestingJob.rules(rules(0));
        List<String> banks = List.of("northbank");
        for (int version = 0; version <= SWAPS; version++) {
            assertThat(TestingJob.rules(rules(version)).plan().dimensions()).hasSize(2);
        }
        DataStream<Ingested> events =
                env.fromSequence(0, EVENTS - 1)
                        .map(SwapUnderLoadTest::ingest, IngestedTypeInfo.INSTANCE);
        DataStream<RulesUpdate> updates =
                env.fromSequence(1, SWAPS)
                        .setParallelism(1)
                        .flatMap(
                                (Long swap, Collector<RulesPush> out) -> {
                                    await(REACHED.get(swap.intValue()));
                                    out.collect(push(swap * 10 - 1, REFUSED));
                                    out.collect(push(swap * 10, rules(swap.intValue())));
                                },
                                TypeInformation.of(RulesPush.class))
                        .setParallelism(1)
                        .process(
                                new ValidateRules(source, banks),
                                TypeInformation.of(RulesUpdate.class))
                        .setParallelism(1);
        DataStream<StageRecord> records =
                events.connect(updates.broadcast())
                        .transform(
                                "stamp-rules",
                                StageRecordTypeInfo.INSTANCE,
                                new StampRules(source, List.of(), banks, TestingJob.SECRET, true));
        for (int i = 0; i < 2; i++) {
            int dimension = i;
            records =
                    records.keyBy(record -> record.key(dimension), KeyHashTypeInfo.INSTANCE)
                            .process(
                                    new ComputeFeatures(
                                            source,
                                            TestingJob.SECRET,
                                            dimension,
                                            dimension == 1,
                                            TestingStages.TIME_TO_LIVE),
                                    StageRecordTypeInfo.INSTANCE);
        }
        SingleOutputStreamOperator<AlertCandidate> candidates =
                records.process(
                        new EvaluateRules(TestingJob.SECRET, "evaluate-rules", true),
                        TypeInformation.of(AlertCandidate.class));
        candidates
                .getSideOutput(EvaluateRules.STATUS)
                .map(
                        status -> {
                            ACTIVE.get(Integer.parseInt(status.version())).countDown();
                            return status.sequence();
                        })
                .returns(Long.class)
                .sinkTo(new DiscardingSink<>());
        return candidates;
    }

    /** An event, once the set of its time is on its way, and the one before it judges. */
    private static Ingested ingest(long number) throws InterruptedException {
        int chunk = (int) (number % (EVENTS / PARALLELISM)) / CHUNK;
        await(ACTIVE.get(Math.max(0, chunk - 1)));
        REACHED.get(Math.min(chunk, SWAPS)).countDown();
        CardEvent event = event((int) number);
        return Ingested.of(event, event.eventTime().toEpochMilli());
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a swap did not come through");
        }
    }

    private static CardEvent event(int number) {
        int half = number / (EVENTS / PARALLELISM);
        // All at one time, so that none is late for the merchants, whichever way it took.
        return TestingJob.event("e" + number, 0)
                .cardRef("card-" + half + "-" + number % CARDS)
                .merchantId("merchant-" + number % 7)
                .build();
    }

    private static String rules(int version) {
        String features = "";
        String rules = "";
        if (version % 2 == 1) {
            features = "  x" + version + ": { by: card, elapsed: true, over: 1h }\n";
            rules = watch(1, "x" + version);
        }
        if (version % 3 == 1) {
            features = "  y" + version + ": { by: merchant, elapsed: true, over: 1h }\n" + features;
            rules += watch(2, "y" + version);
        }
        return RULES.replace("VERSION", "" + version)
                .replace("  MORE_FEATURES\n", features)
                .replace("  MORE_RULES\n", rules);
    }

    private static String watch(int number, String feature) {
        return "  - { id: watch"
                + number
                + ", when: "
                + feature
                + " > 5.0, score: 1, reason: \"x\", mode: shadow }\n";
    }

    private static RulesPush push(long sequence, String text) {
        return new RulesPush(sequence, null, "pushed.yaml", text, null);
    }
}
