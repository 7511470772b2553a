package io.cardwatch.gateway.inbound;

import io.cardwatch.channel.Receipt;
import io.cardwatch.consent.Consent;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.state.Enrolment;
import io.cardwatch.reply.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a request comes to: what has to be written before it is answered. For one thread. */
public final class Decision {
    private final Map<String, Consent> consents = new LinkedHashMap<>();
    private final List<Reply> replies = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final Map<KeyHash, Enrolment> enrolments = new LinkedHashMap<>();
    private final List<Runnable> undoing = new ArrayList<>();
    private final List<CompletableFuture<Void>> awaited = new ArrayList<>();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private @Nullable String say;

    /** A grant or a withdrawal; the last one of a key counts. */
    public void write(Consent consent) {
        consents.put(consent.key().format(), consent);
    }

    void write(Reply reply) {
        replies.add(reply);
    }

    void write(Receipt receipt) {
        receipts.add(receipt);
    }

    /** How far an opt-in has come, by the hash of its code. */
    public void write(KeyHash code, Enrolment enrolment) {
        enrolments.put(code, enrolment);
    }

    /** What to do where something cannot be written. */
    public void undoBy(Runnable undo) {
        undoing.add(undo);
    }

    /** Ends once all of it is written, or cannot be. */
    CompletableFuture<Void> written() {
        return written;
    }

    /** Has this wait until another decision is written too. */
    void await(CompletableFuture<Void> other) {
        awaited.add(other);
    }

    CompletableFuture<Void> othersWritten() {
        return CompletableFuture.allOf(awaited.toArray(CompletableFuture[]::new));
    }

    /** What the user is told at once, where the provider takes that. */
    public void say(String text) {
        say = text;
    }

    @Nullable String said() {
        return say;
    }

    Map<String, Consent> consents() {
        return consents;
    }

    List<Reply> replies() {
        return replies;
    }

    List<Receipt> receipts() {
        return receipts;
    }

    Map<KeyHash, Enrolment> enrolments() {
        return enrolments;
    }

    void undo() {
        undoing.forEach(Runnable::run);
    }

    @Override
    public String toString() {
        return "Decision[redacted]";
    }
}
