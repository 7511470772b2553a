package io.cardwatch.channel.smpp;

import io.cardwatch.channel.HandOver;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that is under way: the parts of a text, each sent once the one before is taken over,
 * and the one outcome that it comes to.
 */
final class SmppAttempt {
    private final SmppAddress to;
    private final SmppText text;
    private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
    private int part;
    private HandOver handOver = new HandOver();
    private @Nullable CompletableFuture<SendOutcome> answer;

    SmppAttempt(SmppAddress to, SmppText text) {
        this.to = to;
        this.text = text;
    }

    CompletableFuture<SendOutcome> outcome() {
        return outcome;
    }

    /** Sends the first part, or ends where there is no session. */
    void start(@Nullable SmppSession session, @Nullable Throwable failure) {
        if (session != null) {
            submit(session);
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof SmppFailure told) {
            end(told.outcome());
        } else {
            giveUp("bind_timeout");
        }
    }

    private synchronized void submit(SmppSession session) {
        if (outcome.isDone()) {
            return;
        }
        handOver = new HandOver();
        CompletableFuture<SendOutcome> sent = session.submit(to, text, part, handOver);
        answer = sent;
        CompletableFuture<Void> unused = sent.thenAccept(result -> answered(session, result));
    }

    private synchronized void answered(SmppSession session, SendOutcome result) {
        if (result.kind() == Kind.ACCEPTED && part + 1 < text.parts().size()) {
            part++;
            submit(session);
        } else {
            end(result);
        }
    }

    /** Ends without waiting any longer: it stays unsent where that is still possible. */
    synchronized void giveUp(String code) {
        end(SendOutcome.of(handOver.giveUp() ? Kind.RETRY : Kind.UNKNOWN, code));
        if (answer != null) {
            answer.cancel(false);
        }
    }

    /** A text of which a part was taken over cannot be sent again, nor does it arrive. */
    private void end(SendOutcome result) {
        boolean torn = part > 0 && !result.kind().isSent() && result.kind() != Kind.UNKNOWN;
        outcome.complete(
                torn ? new SendOutcome(Kind.UNDELIVERED, null, result.code(), null) : result);
    }

    @Override
    public String toString() {
        return "SmppAttempt[redacted]";
    }
}
