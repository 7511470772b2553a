package io.cardwatch.operator;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/** One subtask of every operator from the stamp to the rules, each record carried by hand. */
final class TestingPipeline implements AutoCloseable {
    private final KeyedHarness<Ingested, RulesUpdate, StageRecord> stamp;
    private final List<TestingStage> stages = new ArrayList<>();
    private final KeyedHarness<StageRecord, Void, AlertCandidate> rules;

    TestingPipeline(RulesSource source, List<String> banks) throws Exception {
        stamp = stamp(source, banks, true);
        for (int i = 0; i < source.plan().dimensions().size(); i++) {
            stages.add(TestingStages.stage(source, i));
        }
        rules =
                KeyedHarness.oneInput(
                        SimpleOperatorFactory.of(
                                new ProcessOperator<>(
                                        new EvaluateRules(
                                                TestingJob.SECRET, "evaluate-rules", true))),
                        record -> record.key(0),
                        1,
                        0);
    }

    static KeyedHarness<Ingested, RulesUpdate, StageRecord> stamp(
            RulesSource source, List<String> banks, boolean closes) throws Exception {
        return KeyedHarness.twoInputs(
                SimpleOperatorFactory.of(
                        new StampRules(source, List.of(), banks, TestingJob.SECRET, closes)),
                record -> NextStage.NOWHERE,
                update -> NextStage.NOWHERE);
    }

    void open() throws Exception {
        stamp.open();
        for (TestingStage stage : stages) {
            stage.openUntold();
        }
        rules.open();
    }

    /** Goes on from what {@link #snapshots} of another one gave. */
    void restore(List<OperatorSubtaskState> states) throws Exception {
        stamp.initializeState(states.get(0));
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).initializeState(states.get(i + 1));
        }
    }

    List<OperatorSubtaskState> snapshots() throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>(List.of(stamp.snapshot()));
        for (TestingStage stage : stages) {
            states.add(stage.snapshot());
        }
        return states;
    }

    List<AlertCandidate> take(CardEvent event) throws Exception {
        stamp.first(Ingested.of(event, event.eventTime().toEpochMilli()));
        return carry();
    }

    void learn(Label label) throws Exception {
        stamp.first(Ingested.of(label));
        carry();
    }

    void push(RulesUpdate update) throws Exception {
        stamp.second(update);
        carry();
    }

    private List<AlertCandidate> carry() throws Exception {
        List<StageRecord> records = stamp.takeOutput();
        for (TestingStage stage : stages) {
            List<StageRecord> next = new ArrayList<>();
            for (StageRecord record : records) {
                // As over a network: nothing is shared with the task before.
                stage.record(TestingSerializers.roundTrip(StageRecordSerializer.INSTANCE, record));
                next.addAll(stage.takeRecords());
            }
            records = next;
        }
        for (StageRecord record : records) {
            rules.first(record);
        }
        return rules.takeOutput();
    }

    long count(String counter) {
        long count = rules.count(counter);
        for (TestingStage stage : stages) {
            count += stage.count(counter);
        }
        return count;
    }

    /** What was reported of rules. */
    List<RulesStatus> statuses() {
        var side = rules.getSideOutput(EvaluateRules.STATUS);
        return side == null ? List.of() : side.stream().map(record -> record.getValue()).toList();
    }

    @Override
    public void close() {
        stamp.close();
        stages.forEach(TestingStage::close);
        rules.close();
    }
}
