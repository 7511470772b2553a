package io.cardwatch.channel.smpp;

import static java.util.concurrent.CompletableFuture.completedStage;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.PhoneNumber;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.secret.Secret;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.BindType;

/**
 * Sends text messages through one session with a message centre. SMPP has no idempotency key, so
 * that an attempt whose outcome is unknown is never repeated.
 *
 * <p>The session is bound as a transmitter, so that replies and receipts go to whoever is bound as
 * a receiver, see {@link SmppReceiver}. There is no queue: where the window is full or no session
 * comes about soon, the attempt ends as {@code RETRY}.
 */
final class SmppChannel implements MessageChannel {
    /** How long an attempt waits for a session: its permit would have been given too long ago. */
    static final Duration LONGEST_BIND = Duration.ofSeconds(2);

    private final String name;
    private final SmppSettings settings;
    private final Secret password;
    private final Semaphore window;
    private final ScheduledThreadPoolExecutor timers;
    private final SmppLink link;
    private final Set<SmppAttempt> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reference =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(256));

    /** A channel that has started no thread and made no connection yet. */
    SmppChannel(String name, SmppSettings settings, Secret password, Ticker ticker) {
        this.name = name;
        this.settings = settings;
        this.password = password;
        window = new Semaphore(settings.window());
        timers = timers();
        link = new SmppLink(settings, BindType.BIND_TX, null, timers, threads(), ticker);
    }

    static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, threads());
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    static ThreadFactory threads() {
        return new ThreadFactoryBuilder()
                .setDaemon(true)
                .setNameFormat("cardwatch-smpp-%d")
                .build();
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
    public int mostInFlight() {
        return settings.window();
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return completedStage(SendOutcome.of(Kind.RETRY));
        }
        if (!PhoneNumber.isE164(permit.address())) {
            return completedStage(SendOutcome.of(Kind.DEAD_ADDRESS, "not_e164"));
        }
        String secret;
        try {
            secret = password.newest();
        } catch (IllegalStateException e) {
            return completedStage(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"));
        }
        if (!window.tryAcquire()) {
            return completedStage(SendOutcome.of(Kind.RETRY, "busy"));
        }
        SmppText text =
                SmppText.of(
                        message.text(),
                        settings.compact(),
                        settings.longTexts(),
                        (byte) reference.getAndIncrement());
        return start(new SmppAttempt(SmppAddress.ofNumber(permit.address()), text), secret);
    }

    private CompletionStage<SendOutcome> start(SmppAttempt attempt, String secret) {
        underWay.add(attempt);
        Future<?> timer;
        try {
            timer =
                    timers.schedule(
                            () -> attempt.giveUp("timeout"),
                            settings.timeout().toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            underWay.remove(attempt);
            window.release();
            return completedStage(SendOutcome.of(Kind.RETRY, "closed"));
        }
        // Whoever is told can start the next attempt: the window is free by then.
        CompletionStage<SendOutcome> outcome =
                attempt.outcome()
                        .whenComplete(
                                (result, none) -> {
                                    timer.cancel(false);
                                    underWay.remove(attempt);
                                    window.release();
                                });
        CompletableFuture<SmppSession> session = link.session(secret);
        // As a rule it is there, and the attempt starts on this thread.
        CompletableFuture<SmppSession> soon =
                session.isDone()
                        ? session
                        : session.copy().orTimeout(LONGEST_BIND.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<SmppSession> unused = soon.whenComplete(attempt::start);
        return outcome;
    }

    @Override
    public void close() {
        link.close();
        timers.shutdownNow();
        underWay.forEach(attempt -> attempt.giveUp("closed"));
    }

    @Override
    public String toString() {
        return "SmppChannel[" + name + "]";
    }
}
