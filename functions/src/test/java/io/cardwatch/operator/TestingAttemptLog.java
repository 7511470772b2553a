package io.cardwatch.operator;

import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The attempts topic in memory; it outlives the operator as the topic does. */
final class TestingAttemptLog implements AttemptLog {
    private final List<Attempt> written = new ArrayList<>();
    private final List<CompletableFuture<Void>> held = new ArrayList<>();
    private boolean holding;
    private boolean failing;

    /** From now on records are written, but their acknowledgements wait. */
    void hold() {
        holding = true;
    }

    boolean isHolding() {
        return holding;
    }

    /** From now on nothing can be written. */
    void fail(boolean fails) {
        failing = fails;
    }

    void acknowledgeAll() {
        holding = false;
        List<CompletableFuture<Void>> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(each -> each.complete(null));
    }

    /** The process that waits for acknowledgements is no more. */
    void drop() {
        holding = false;
        held.clear();
    }

    /** Every record, the oldest first. */
    List<Attempt> written() {
        return List.copyOf(written);
    }

    /** What compaction leaves: the last of each alert and channel. */
    List<Attempt> compacted() {
        Map<String, Attempt> last = new LinkedHashMap<>();
        written.forEach(attempt -> last.put(attempt.key(), attempt));
        return List.copyOf(last.values());
    }

    @Override
    public CompletionStage<Void> write(Attempt attempt) {
        if (failing) {
            return CompletableFuture.failedStage(new IllegalStateException("no broker"));
        }
        written.add(attempt);
        if (!holding) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        held.add(acknowledgement);
        return acknowledgement;
    }

    @Override
    public void close() {}
}
