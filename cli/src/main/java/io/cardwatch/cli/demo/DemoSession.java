package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.local.Counters;
import io.cardwatch.cli.local.EmbeddedFlink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Feeds running jobs and waits for them, by what they count and never by the clock.
 *
 * <p>At most {@link #IN_FLIGHT} events are sent ahead of what is accounted for, so that latency is
 * that of a stream that keeps up and not that of a backlog. Before consents are published in
 * mid-stream, everything sent is brought to its end, and nothing more is sent until the jobs have
 * taken the consents in: an event never overtakes an opt-out that was given before it.
 */
final class DemoSession {
    static final int IN_FLIGHT = 10_000;

    private static final int LOOK_EVERY = 500;
    private static final Duration NO_WAIT = Duration.ZERO;
    private static final Duration SHORT_WAIT = Duration.ofMillis(5);
    private static final Duration LONG_WAIT = Duration.ofMillis(50);
    private static final Duration STALL = Duration.ofSeconds(60);

    private final DemoJobs jobs;
    private final EmbeddedFlink flink;
    private final JobWatch jobWatch;
    private final EventSender sender;
    private final TopicTail tail;
    private final AlertLog alerts;
    private final Audience audience;
    private final LongSupplier ticker;

    DemoSession(
            DemoJobs jobs,
            EmbeddedFlink flink,
            JobWatch jobWatch,
            EventSender sender,
            TopicTail tail,
            AlertLog alerts,
            Audience audience,
            LongSupplier ticker) {
        this.jobs = jobs;
        this.flink = flink;
        this.jobWatch = jobWatch;
        this.sender = sender;
        this.tail = tail;
        this.alerts = alerts;
        this.audience = audience;
        this.ticker = ticker;
    }

    /** Publishes consents and returns once the jobs act on them. */
    void publish(List<TimedConsent> consents)
            throws CommandFailure, IOException, InterruptedException {
        consents.forEach(sender::send);
        sender.flush();
        await(
                () ->
                        jobs.consentsApplied(
                                flink.counters(), sender.consents() + audience.withdrawals()),
                () ->
                        "  the jobs did not take in all of "
                                + sender.consents()
                                + " consent records");
    }

    /** Publishes labels behind everything sent so far, and returns once the job has them. */
    private void publishLabels(List<TimedLabel> labels)
            throws CommandFailure, IOException, InterruptedException {
        settle();
        labels.forEach(sender::send);
        sender.flush();
        await(() -> Accounting.labels(flink.counters()) == labels(), () -> accounting().gaps());
    }

    /**
     * Sends all events at that pace, and each consent and label when it is due, and returns once
     * all are accounted for.
     */
    void feed(
            DemoFeed feed,
            ConsentSchedule consents,
            LabelSchedule labels,
            Pace pace,
            FileProgress progress)
            throws CommandFailure, IOException, InterruptedException {
        for (Instant due = feed.due(); due != null; due = feed.due()) {
            List<TimedConsent> dueConsents = consents.dueBy(due);
            if (!dueConsents.isEmpty()) {
                settle();
                publish(dueConsents);
            }
            List<TimedLabel> dueLabels = labels.dueBy(due);
            if (!dueLabels.isEmpty()) {
                publishLabels(dueLabels);
            }
            holdBack(pace);
            FeedEvent event = feed.next();
            if (event != null) {
                sender.send(event);
            }
            if (sender.events() % LOOK_EVERY == 0) {
                look(NO_WAIT);
                makeRoom();
                progress.at(feed.bytesRead(), Accounting.accounted(flink.counters()));
            }
        }
        settle();
        publish(consents.dueBy(Instant.MAX));
    }

    /** Waits until the next event is due, and lets what it follows come to its end meanwhile. */
    private void holdBack(Pace pace) throws CommandFailure, IOException, InterruptedException {
        long event = sender.events();
        if (pace.startsAt(event)) {
            settle();
        }
        for (Duration wait = pace.untilDue(event);
                wait.toMillis() > 0;
                wait = pace.untilDue(event)) {
            audience.stage("Live, " + pace.percent(event) + "%");
            look(wait.compareTo(LONG_WAIT) < 0 ? wait : LONG_WAIT);
        }
    }

    /** Keeps on taking in what comes back, until the thread is interrupted or a job ends. */
    void stay() throws CommandFailure, IOException, InterruptedException {
        while (true) {
            look(LONG_WAIT);
        }
    }

    private void makeRoom() throws CommandFailure, IOException, InterruptedException {
        await(
                () -> sender.events() - Accounting.accounted(flink.counters()) <= IN_FLIGHT,
                () -> accounting().gaps());
    }

    /** Returns once everything sent so far is accounted for. */
    private void settle() throws CommandFailure, IOException, InterruptedException {
        sender.flush();
        // Counters of several threads are read one after the other: what looks complete in the
        // middle of a hand-over must look complete, and the same, a moment later as well.
        Accounting[] seen = {accounting()};
        await(
                () -> {
                    Accounting before = seen[0];
                    seen[0] = accounting();
                    return seen[0].isComplete() && seen[0].equals(before);
                },
                () -> accounting().gaps());
    }

    /** What has been counted by now. */
    Accounting accounting() {
        return new Accounting(
                flink.counters(),
                sender.acknowledged(),
                labels(),
                alerts.alerts(),
                alerts.channels() + audience.answers(),
                alerts.receipts());
    }

    private long labels() {
        return sender.labels() + audience.answers();
    }

    private void await(BooleanSupplier condition, Supplier<String> gaps)
            throws CommandFailure, IOException, InterruptedException {
        Patience patience = new Patience(STALL, ticker);
        Duration wait = SHORT_WAIT;
        while (!condition.getAsBoolean()) {
            look(wait);
            wait = wait.compareTo(LONG_WAIT) < 0 ? wait.multipliedBy(2) : wait;
            Counters counters = flink.counters();
            if (patience.isLostAt(
                    counters.activity()
                            + sender.acknowledged()
                            + alerts.alerts()
                            + alerts.receipts())) {
                throw CommandFailure.doesNotHold(
                        "nothing has moved for "
                                + STALL.toSeconds()
                                + " seconds; what does not add up:"
                                + System.lineSeparator()
                                + gaps.get());
            }
        }
    }

    /** Takes in what has come back meanwhile. */
    private void look(Duration wait) throws CommandFailure, IOException, InterruptedException {
        try {
            tail.poll(wait);
        } catch (InterruptException e) {
            // Kafka leaves the thread's flag set; closing what is open must be able to wait.
            Thread.interrupted();
            throw new InterruptedException();
        }
        audience.look();
        sender.check();
        jobWatch.check();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
