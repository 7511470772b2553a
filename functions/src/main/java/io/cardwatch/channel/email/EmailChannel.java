package io.cardwatch.channel.email;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.secret.Secret;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message as an e-mail.
 *
 * <p>SMTP blocks, so each attempt has a thread of its own, of a bounded number. An attempt that
 * finds none free is not queued, since a withdrawal could pass it there: it ends as {@code RETRY}
 * at once. Mail servers do not promise to drop a repeat with the same Message-ID, so there is no
 * idempotency key.
 */
final class EmailChannel implements MessageChannel {
    private static final long IDLE_SECONDS = 30;

    private final String name;
    private final @Nullable Secret password;
    private final EmailSettings settings;
    private final Semaphore free;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timers;
    private final SmtpConnections connections;
    private final SmtpSender sender;
    private final Set<EmailAttempt> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable Future<?> tidying;

    /** A channel that has started no thread and made no connection yet. */
    EmailChannel(String name, EmailSettings settings, @Nullable Secret password, Clock clock) {
        this.name = name;
        this.password = password;
        this.settings = settings;
        free = new Semaphore(settings.connections());
        // The semaphore is the bound: a worker that has just finished may not be back in time.
        workers =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        threads("cardwatch-smtp-%d"));
        timers = new ScheduledThreadPoolExecutor(1, threads("cardwatch-smtp-timer-%d"));
        timers.setRemoveOnCancelPolicy(true);
        connections = new SmtpConnections(settings, timers);
        sender = new SmtpSender(settings, connections, new EmailText(settings, name), clock);
    }

    /** Daemons that find the mail library's parts whatever class loader their starter had. */
    private static ThreadFactory threads(String nameFormat) {
        ThreadFactory own =
                task -> {
                    Thread thread = Executors.defaultThreadFactory().newThread(task);
                    thread.setContextClassLoader(EmailChannel.class.getClassLoader());
                    return thread;
                };
        return new ThreadFactoryBuilder()
                .setThreadFactory(own)
                .setDaemon(true)
                .setNameFormat(nameFormat)
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
        return settings.connections();
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return ended(SendOutcome.of(Kind.RETRY));
        }
        String secret = null;
        if (password != null) {
            try {
                secret = password.newest();
            } catch (IllegalStateException e) {
                return ended(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"));
            }
        }
        InternetAddress to = Mailboxes.parse(permit.address());
        if (to == null) {
            return ended(SendOutcome.of(Kind.DEAD_ADDRESS, "not_an_address"));
        }
        if (!free.tryAcquire()) {
            return ended(SendOutcome.of(Kind.RETRY, "busy"));
        }
        return start(new EmailAttempt(message, to, secret));
    }

    private CompletionStage<SendOutcome> start(EmailAttempt attempt) {
        underWay.add(attempt);
        try {
            if (tidying == null) {
                tidying =
                        timers.scheduleWithFixedDelay(
                                this::closeStaleConnections,
                                IDLE_SECONDS,
                                IDLE_SECONDS,
                                TimeUnit.SECONDS);
            }
            Future<?> timer =
                    timers.schedule(
                            () -> attempt.giveUp("timeout"),
                            settings.timeout().toMillis(),
                            TimeUnit.MILLISECONDS);
            attempt.outcome().whenComplete((outcome, none) -> timer.cancel(false));
            workers.execute(() -> work(attempt));
        } catch (RejectedExecutionException e) {
            free.release();
            underWay.remove(attempt);
            attempt.end(SendOutcome.of(Kind.RETRY, "closed"));
        }
        return attempt.outcome();
    }

    private void work(EmailAttempt attempt) {
        SendOutcome outcome = null;
        try {
            outcome = sender.send(attempt);
        } finally {
            // First, so that whoever is told can start the next attempt.
            free.release();
            underWay.remove(attempt);
            if (outcome == null) {
                attempt.giveUp("failed");
            } else {
                attempt.end(outcome);
            }
        }
    }

    /** Off the timers' one thread: saying good-bye writes to the server. */
    private void closeStaleConnections() {
        workers.execute(connections::closeStale);
    }

    private static CompletionStage<SendOutcome> ended(SendOutcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }

    @Override
    public void close() {
        workers.shutdown();
        timers.shutdownNow();
        connections.close();
        underWay.forEach(attempt -> attempt.giveUp("closed"));
    }

    @Override
    public String toString() {
        return "EmailChannel[" + name + "]";
    }
}
