package io.cardwatch.channel.smpp;

import io.cardwatch.channel.HandOver;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import java.util.concurrent.CompletableFuture;

/**
 * A part of a text that waits for its answer.
 *
 * @param handOver whether it was written
 * @param answer what becomes of it
 */
record SmppPending(HandOver handOver, CompletableFuture<SendOutcome> answer) {
    /** Ends without an answer: unsent where it was not written yet. */
    void broken() {
        answer.complete(SendOutcome.of(handOver.giveUp() ? Kind.RETRY : Kind.UNKNOWN, "broken"));
    }
}
