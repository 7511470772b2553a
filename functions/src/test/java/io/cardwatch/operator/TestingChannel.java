package io.cardwatch.operator;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.MessageRenderer;
import io.cardwatch.message.MessageTemplates;
import io.cardwatch.message.OutboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A channel that keeps what it is given and answers when the test says so. */
final class TestingChannel implements MessageChannel {
    /**
     * An attempt that this channel was asked to make.
     *
     * @param alertIds the alerts
     * @param address where to
     * @param text the message
     * @param answer completes the attempt
     */
    record Attempt(
            List<String> alertIds,
            String address,
            String text,
            CompletableFuture<SendOutcome> answer) {
        void answers(SendOutcome.Kind kind) {
            answer.complete(SendOutcome.of(kind));
        }
    }

    private final String name;
    private final boolean idempotent;
    private final ChannelLimits limits;
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable Watcher watcher;
    private boolean throwing;
    private boolean answering;

    TestingChannel(String name) {
        this(name, false, false);
    }

    TestingChannel(String name, boolean idempotent, boolean confirmsDelivery) {
        this(name, idempotent, confirmsDelivery, 100_000, 1_000);
    }

    TestingChannel(
            String name,
            boolean idempotent,
            boolean confirmsDelivery,
            int perSecond,
            int inFlight) {
        this.name = name;
        this.idempotent = idempotent;
        this.limits = new ChannelLimits(perSecond, inFlight, confirmsDelivery);
    }

    /** From now on it throws instead of answering, which no channel may. */
    void throwFromNowOn() {
        throwing = true;
    }

    /** Answers whatever is still open, so that an operator that waits for it can finish. */
    void answerAll() {
        answering = true;
        attempts.forEach(attempt -> attempt.answers(SendOutcome.Kind.ACCEPTED));
    }

    /** Told of an attempt at the moment when it starts. */
    interface Watcher {
        void started(TestingChannel channel, String subjectRef, List<String> alertIds);
    }

    void watch(@Nullable Watcher given) {
        watcher = given;
    }

    /** Attempts that wait for their answers. */
    List<Attempt> open() {
        return attempts.stream().filter(attempt -> !attempt.answer().isDone()).toList();
    }

    /** The process that waited for answers is no more. */
    void forget() {
        attempts.clear();
    }

    List<Attempt> attempts() {
        return attempts;
    }

    private ChannelLimits limits() {
        return limits;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean idempotent() {
        return idempotent;
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
                        permit.alertIds(),
                        permit.address(),
                        message.text(),
                        new CompletableFuture<>());
        if (watcher != null) {
            watcher.started(this, permit.subjectRef(), permit.alertIds());
        }
        attempts.add(attempt);
        if (answering) {
            attempt.answers(SendOutcome.Kind.ACCEPTED);
        }
        return attempt.answer();
    }

    /** Hands these very channels to the operator. */
    static ChannelSetup setup(TestingChannel... channels) {
        return new ChannelSetup() {
            @Override
            public List<Configured> channels() {
                return Stream.of(channels)
                        .map(channel -> new Configured(null, channel, channel.limits()))
                        .toList();
            }

            @Override
            public MessageRenderer renderer() {
                return new MessageRenderer(MessageTemplates.shipped());
            }
        };
    }
}
