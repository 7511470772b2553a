package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * Runs one subtask of an operator that is keyed by a hash, with one input or two, with its mailbox
 * and its counters, and shows the bytes of its snapshots.
 */
final class KeyedHarness<A, B, O> extends AbstractStreamOperatorTestHarness<O> {
    static final int MAX_PARALLELISM = 128;

    private final TestingCounters counters;
    private Runnable beforeClose = () -> {};

    private KeyedHarness(
            StreamOperatorFactory<O> factory,
            TestingCounters counters,
            int parallelism,
            int subtask,
            List<KeySelector<?, KeyHash>> keys)
            throws Exception {
        super(
                factory,
                new MockEnvironmentBuilder()
                        .setMaxParallelism(MAX_PARALLELISM)
                        .setParallelism(parallelism)
                        .setSubtaskIndex(subtask)
                        .setMetricGroup(counters.taskMetrics())
                        .build());
        this.counters = counters;
        for (int input = 0; input < keys.size(); input++) {
            config.setStatePartitioner(input, keys.get(input));
        }
        config.setStateKeySerializer(KeyHashSerializer.INSTANCE);
        config.serializeAllConfigs();
    }

    static <A, O> KeyedHarness<A, Void, O> oneInput(
            StreamOperatorFactory<O> factory,
            KeySelector<A, KeyHash> key,
            int parallelism,
            int subtask)
            throws Exception {
        return new KeyedHarness<>(
                factory, new TestingCounters(), parallelism, subtask, List.of(key));
    }

    static <A, B, O> KeyedHarness<A, B, O> twoInputs(
            StreamOperatorFactory<O> factory,
            KeySelector<A, KeyHash> first,
            KeySelector<B, KeyHash> second)
            throws Exception {
        return twoInputs(factory, first, second, 1, 0);
    }

    static <A, B, O> KeyedHarness<A, B, O> twoInputs(
            StreamOperatorFactory<O> factory,
            KeySelector<A, KeyHash> first,
            KeySelector<B, KeyHash> second,
            int parallelism,
            int subtask)
            throws Exception {
        return new KeyedHarness<>(
                factory, new TestingCounters(), parallelism, subtask, List.of(first, second));
    }

    @SuppressWarnings("unchecked")
    void first(A value) throws Exception {
        StreamRecord<A> record = new StreamRecord<>(value);
        if (operator instanceof TwoInputStreamOperator) {
            var two = (TwoInputStreamOperator<A, B, O>) operator;
            two.setKeyContextElement1(record);
            two.processElement1(record);
        } else {
            Input<A> one = (Input<A>) operator;
            one.setKeyContextElement(record);
            one.processElement(record);
        }
    }

    @SuppressWarnings("unchecked")
    void second(B value) throws Exception {
        StreamRecord<B> record = new StreamRecord<>(value);
        var two = (TwoInputStreamOperator<A, B, O>) operator;
        two.setKeyContextElement2(record);
        two.processElement2(record);
    }

    void watermark(long time) throws Exception {
        ((Input<?>) operator).processWatermark(new Watermark(time));
    }

    /** A mark, or idleness, of the first of two inputs. */
    @SuppressWarnings("unchecked")
    void firstWatermark(long time) throws Exception {
        ((TwoInputStreamOperator<A, B, O>) operator).processWatermark1(new Watermark(time));
    }

    @SuppressWarnings("unchecked")
    void firstStatus(WatermarkStatus status) throws Exception {
        ((TwoInputStreamOperator<A, B, O>) operator).processWatermarkStatus1(status);
    }

    @SuppressWarnings("unchecked")
    void secondStatus(WatermarkStatus status) throws Exception {
        ((TwoInputStreamOperator<A, B, O>) operator).processWatermarkStatus2(status);
    }

    /** The times of the marks that came out since the output was last taken. */
    List<Long> watermarks() {
        return getOutput().stream()
                .filter(Watermark.class::isInstance)
                .map(mark -> ((Watermark) mark).getTimestamp())
                .toList();
    }

    /** Everything that came out since the last call. */
    List<O> takeOutput() {
        List<O> taken = new ArrayList<>(extractOutputValues());
        getOutput().clear();
        return taken;
    }

    /** How many keyed state entries there are, over all keys and states. */
    int stateEntries() {
        return ((HeapKeyedStateBackend<?>)
                        ((AbstractStreamOperator<?>) operator).getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    long count(String counter) {
        return counters.of(counter);
    }

    Map<String, Long> counts(String counter) {
        return counters.labelled(counter);
    }

    /** Runs what others put into the task's mailbox so far. */
    void runMails() throws Exception {
        Optional<Mail> mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            mail.get().run();
            mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
    }

    OperatorSubtaskState snapshot() throws Exception {
        return snapshot(1, 1);
    }

    /** What has to happen so that the operator can finish. */
    void beforeClose(Runnable action) {
        beforeClose = action;
    }

    @Override
    public void close() {
        beforeClose.run();
        try {
            super.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator does not close", e);
        }
    }

    /** A snapshot's keyed bytes, one character each, to look for text in. */
    static String plainBytes(OperatorSubtaskState snapshot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<KeyedStateHandle> handles = new ArrayList<>(snapshot.getManagedKeyedState());
        handles.addAll(snapshot.getRawKeyedState());
        for (KeyedStateHandle handle : handles) {
            try (InputStream in = ((StreamStateHandle) handle).openInputStream()) {
                in.transferTo(bytes);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
