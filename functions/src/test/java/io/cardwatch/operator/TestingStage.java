package io.cardwatch.operator;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.rule.CompiledRules;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** One subtask of {@link ComputeFeatures}, told of its rules as {@link StampRules} would. */
final class TestingStage implements AutoCloseable {
    static final String BANK = "northbank";

    private final KeyedHarness<StageRecord, Void, StageRecord> harness;
    private final RulesSource rules;

    /** Where news for this subtask is sent. */
    private final KeyHash here;

    TestingStage(
            KeyedHarness<StageRecord, Void, StageRecord> harness, RulesSource rules, KeyHash here) {
        this.harness = harness;
        this.rules = rules;
        this.here = here;
    }

    /** News of a set whose windows were all watched from the first event on. */
    static StageRecord opening(RulesUpdate update, String... banks) {
        CompiledRules compiled = update.compile();
        int slots = compiled.ruleSet().features().size();
        Map<String, List<Long>> since = new HashMap<>();
        for (String bank : banks) {
            since.put(bank, Collections.nCopies(slots, Long.MIN_VALUE));
        }
        return StageRecord.of(new StageRecord.Open(NextStage.NOWHERE, update, since));
    }

    static StageRecord closing(long sequence, int from, int of) {
        return StageRecord.of(new StageRecord.Close(NextStage.NOWHERE, BANK, sequence, from, of));
    }

    /** Starts the stage, and tells it of the configured rules. */
    void open() throws Exception {
        harness.open();
        StageRecord opening = opening(rules.file(RulesUpdate.FILE), BANK);
        harness.first(StageRecord.of(opening.open().to(here)));
        harness.takeOutput();
    }

    /** Starts the stage alone. */
    void openUntold() throws Exception {
        harness.open();
    }

    void initializeState(OperatorSubtaskState state) throws Exception {
        harness.initializeState(state);
    }

    void first(EventInFlight event) throws Exception {
        harness.first(StageRecord.of(event));
    }

    void record(StageRecord record) throws Exception {
        harness.first(record);
    }

    /** The events that came out since the last call. */
    List<EventInFlight> takeOutput() {
        return takeRecords().stream()
                .filter(record -> record.kind() == StageRecord.Kind.EVENT)
                .map(StageRecord::event)
                .toList();
    }

    List<StageRecord> takeRecords() {
        return harness.takeOutput();
    }

    void watermark(long time) throws Exception {
        harness.watermark(time);
    }

    int stateEntries() {
        return harness.stateEntries();
    }

    int numEventTimeTimers() {
        return harness.numEventTimeTimers();
    }

    int numProcessingTimeTimers() {
        return harness.numProcessingTimeTimers();
    }

    void setStateTtlProcessingTime(long time) {
        harness.setStateTtlProcessingTime(time);
    }

    long count(String counter) {
        return harness.count(counter);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot();
    }

    @Override
    public void close() {
        harness.close();
    }
}
