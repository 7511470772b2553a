package io.cardwatch.gateway.inbound;

import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentRecord;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.state.Enrolment;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.reply.Reply;
import io.cardwatch.reply.ReplyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes what was decided, and lets the state know once it is acknowledged. */
public final class Outbox {

    private static final RecordCodec<Enrolment> ENROLMENTS = new RecordCodec<>(Enrolment.class);

    private final RecordSink sink;
    private final GatewayConfig config;
    private final GatewayState state;
    private final GatewayMetrics metrics;
    private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    public Outbox(
            RecordSink sink, GatewayConfig config, GatewayState state, GatewayMetrics metrics) {
        this.sink = sink;
        this.config = config;
        this.state = state;
        this.metrics = metrics;
    }

    /** Names what a decision takes, until it is written. Under the state's lock. */
    public void begin(String id, Decision decision) {
        CompletableFuture<Void> written = decision.written();
        underWay.put(id, written);
        var unused = written.whenComplete((done, failure) -> underWay.remove(id, written));
    }

    /**
     * Has a repetition wait for what it repeats: answered earlier, the provider would not come
     * again where that cannot be written. Under the state's lock.
     */
    public void join(String id, Decision decision) {
        CompletableFuture<Void> first = underWay.get(id);
        if (first != null && first != decision.written()) {
            decision.await(first);
        }
    }

    /**
     * Writes all of a decision.
     *
     * @return done once everything is acknowledged, and what it repeats too; where it is not, the
     *     decision is undone and the stage fails with {@link Refusal#NOT_WRITTEN}
     */
    public CompletionStage<Void> write(Decision decision) {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        decision.consents()
                .forEach((key, consent) -> writes.add(write(key, consent).toCompletableFuture()));
        for (Reply reply : decision.replies()) {
            writes.add(
                    write(config.topics().replies(), reply.alertId(), ReplyJson.encode(reply))
                            .toCompletableFuture());
        }
        decision.receipts()
                .forEach(
                        receipt ->
                                writes.add(
                                        write(
                                                        config.topics().receipts(),
                                                        receipt.alertId(),
                                                        ReceiptJson.encode(receipt))
                                                .toCompletableFuture()));
        decision.enrolments()
                .forEach(
                        (code, enrolment) ->
                                writes.add(
                                        write(
                                                        config.topics().enrolments(),
                                                        code.hex(),
                                                        ENROLMENTS.encode(enrolment))
                                                .toCompletableFuture()));
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                .whenComplete(
                        (done, failure) -> {
                            if (failure != null) {
                                undo(decision);
                            }
                        })
                .thenCompose(done -> applied(decision))
                .whenComplete((done, failure) -> end(decision, failure))
                .thenCompose(done -> decision.othersWritten())
                .exceptionally(
                        failure -> {
                            throw new RefusedException(Refusal.NOT_WRITTEN);
                        });
    }

    private static void end(Decision decision, @Nullable Throwable failure) {
        if (failure == null) {
            decision.written().complete(null);
        } else {
            decision.written().completeExceptionally(failure);
        }
    }

    /** Writes a consent alone. */
    public CompletionStage<Void> write(String key, Consent consent) {
        return write(config.common().consentsTopic(), key, ConsentJson.encode(consent));
    }

    private CompletionStage<Void> write(String topic, String key, byte[] value) {
        return sink.write(topic, key, value)
                .thenRun(() -> metrics.count("written", "topic", topic));
    }

    /** Undoes a decision that is not going to be written. */
    void drop(Decision decision, Throwable failure) {
        undo(decision);
        end(decision, failure);
    }

    private void undo(Decision decision) {
        synchronized (state) {
            decision.replies().forEach(reply -> state.answers().release(reply));
            decision.undo();
        }
    }

    /** Before the topics are read back, so that the next request already knows. */
    private CompletableFuture<Void> applied(Decision decision) {
        List<Consent> late =
                state.apply(
                        new ConsentRecord(List.copyOf(decision.consents().values()), List.of()));
        decision.replies().forEach(state::apply);
        decision.receipts().forEach(state::apply);
        decision.enrolments().forEach(state::apply);
        return withdrawn(late);
    }

    /** A STOP may come while a grant is being written: then that ends at once. */
    private CompletableFuture<Void> withdrawn(List<Consent> late) {
        return CompletableFuture.allOf(
                        late.stream()
                                .map(each -> write(each.key().format(), each).toCompletableFuture())
                                .toArray(CompletableFuture[]::new))
                .thenRun(
                        () -> {
                            late.forEach(each -> metrics.count("late_grants_withdrawn"));
                            var unused = state.apply(new ConsentRecord(late, List.of()));
                        });
    }
}
