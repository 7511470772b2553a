package io.cardwatch.channel.email;

import io.cardwatch.channel.HandOver;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.message.OutboundMessage;
import jakarta.mail.internet.InternetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One attempt that is under way: what to send, and the one outcome that it comes to. */
final class EmailAttempt {
    private final OutboundMessage message;
    private final InternetAddress to;
    private final @Nullable String password;
    private final HandOver handOver = new HandOver();
    private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();

    EmailAttempt(OutboundMessage message, InternetAddress to, @Nullable String password) {
        this.message = message;
        this.to = to;
        this.password = password;
    }

    OutboundMessage message() {
        return message;
    }

    InternetAddress to() {
        return to;
    }

    /** What to sign in with, or null. */
    @Nullable String password() {
        return password;
    }

    HandOver handOver() {
        return handOver;
    }

    CompletionStage<SendOutcome> outcome() {
        return outcome;
    }

    /** Ends the attempt, unless it has ended. */
    void end(SendOutcome result) {
        outcome.complete(result);
    }

    /**
     * Ends the attempt without waiting any longer: it stays unsent where that is still possible.
     */
    void giveUp(String code) {
        end(SendOutcome.of(handOver.giveUp() ? Kind.RETRY : Kind.UNKNOWN, code));
    }

    @Override
    public String toString() {
        return "EmailAttempt[redacted, " + message.messageId() + "]";
    }
}
