package io.cardwatch.operator;

import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.MessageRenderer;
import io.cardwatch.channel.MessageTemplates;
import io.cardwatch.channel.OutboundMessage;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.SendPermit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A channel that keeps what it is given and answers when the test says so. */
final class TestingChannel implements MessageChannel {
    /**
     * An attempt that this channel was asked to make.
     *
     * @param alertId the alert
     * @param address where to
     * @param text the message
     * @param answer completes the attempt
     */
    record Attempt(
            String alertId, String address, String text, CompletableFuture<SendOutcome> answer) {
        void answers(SendOutcome.Kind kind) {
            answer.complete(SendOutcome.of(kind));
        }
    }

    private final String name;
    private final List<Attempt> attempts = new ArrayList<>();
    private boolean throwing;

    TestingChannel(String name) {
        this.name = name;
    }

    /** From now on it throws instead of answering, which no channel may. */
    void throwFromNowOn() {
        throwing = true;
    }

    /** Answers whatever is still open, so that an operator that waits for it can finish. */
    void answerAll() {
        attempts.forEach(attempt -> attempt.answers(SendOutcome.Kind.UNKNOWN));
    }

    List<Attempt> attempts() {
        return attempts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean idempotent() {
        return false;
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return CompletableFuture.completedStage(SendOutcome.of(SendOutcome.Kind.RETRY));
        }
        if (throwing) {
            throw new IllegalStateException("a channel with a bug");
        }
        Attempt attempt =
                new Attempt(
                        permit.alertId(),
                        permit.address(),
                        message.text(),
                        new CompletableFuture<>());
        attempts.add(attempt);
        return attempt.answer();
    }

    /** Hands these very channels to the operator. */
    static ChannelSetup setup(TestingChannel... channels) {
        return new ChannelSetup() {
            @Override
            public List<MessageChannel> channels() {
                return Stream.of(channels).map(MessageChannel.class::cast).toList();
            }

            @Override
            public MessageRenderer renderer() {
                return new MessageRenderer(MessageTemplates.shipped());
            }
        };
    }
}
