package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Forgets a cardholder in delivery, but for what they opted in to since. A message that is on its
 * way to a provider is not recalled; its answer is not written down any more.
 */
final class DeliveryErasure {
    private final DeliveryState state;
    private final Dispatcher dispatcher;
    private final InternalTimerService<VoidNamespace> timers;
    private final CurrentKey currentKey;
    private final DeliveryHost host;
    private final CardwatchMetrics counters;

    private final Forgotten forgotten = new Forgotten();

    DeliveryErasure(
            DeliveryState state,
            Dispatcher dispatcher,
            InternalTimerService<VoidNamespace> timers,
            CurrentKey currentKey,
            DeliveryHost host,
            CardwatchMetrics counters) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.timers = timers;
        this.currentKey = currentKey;
        this.host = host;
        this.counters = counters;
    }

    /** Whether something of that cardholder and time was to be forgotten, and is read anew. */
    boolean covers(KeyHash subject, Instant at) {
        return forgotten.covers(subject, at);
    }

    /**
     * Forgets the current cardholder.
     *
     * @return what that subtask has to report
     */
    ErasureStatus erase(Erasure erasure, int subtask) throws Exception {
        forgotten.add(erasure);
        int open = state.deliveries().erase(erasure.at());
        counters.counter(CardwatchMetrics.ALERTS_FORGOTTEN).inc(open);
        dispatcher.forgotten(open);
        int erased = open + state.consents().erase(erasure.at()) + state.eraseMemory();
        if (state.deliveries().count() == 0) {
            leaveTimers(erasure.subjectKey());
        }
        return new ErasureStatus(
                erasure.erasureId(),
                ErasureStep.DELIVERY,
                subtask,
                0,
                1,
                erased,
                Instant.ofEpochMilli(host.now()),
                null);
    }

    /** A timer is state too, and its key the cardholder's. Nobody else notes when it is due. */
    private void leaveTimers(KeyHash subject) throws Exception {
        List<Long> due = new ArrayList<>();
        timers.forEachProcessingTimeTimer(
                (namespace, time) -> {
                    if (subject.equals(currentKey.get())) {
                        due.add(time);
                    }
                });
        currentKey.set(subject);
        for (long time : due) {
            timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, time);
        }
    }
}
