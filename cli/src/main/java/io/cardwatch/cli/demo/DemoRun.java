package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.cli.local.WorkFolder;
import io.cardwatch.event.FeedProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.flink.core.execution.JobClient;

/**
 * One demo from its first file to its numbers: broker, cluster, jobs, feed, and all of it closed
 * and deleted again, whatever happens in between.
 */
final class DemoRun {
    /** Takes a run's numbers. */
    @FunctionalInterface
    interface ReportTaker {
        void accept(DemoReport report) throws IOException;
    }

    private static final int JOBS = 2;
    private static final int SECRET_BYTES = 32;

    private final DemoJobs jobs;
    private final DemoInputs inputs;
    private final DemoOptions options;
    private final Terminal terminal;
    private final LongSupplier ticker;

    /**
     * @param ticker nanoseconds from any start, as {@link System#nanoTime}
     */
    DemoRun(
            DemoJobs jobs,
            DemoInputs inputs,
            DemoOptions options,
            Terminal terminal,
            LongSupplier ticker) {
        this.jobs = jobs;
        this.inputs = inputs;
        this.options = options;
        this.terminal = terminal;
        this.ticker = ticker;
    }

    /**
     * Runs to the end of the events; and on until it is interrupted, where phones are on a page.
     *
     * @param whenFed takes the numbers once everything is accounted for
     */
    void run(ReportTaker whenFed) throws CommandFailure, IOException, InterruptedException {
        long started = ticker.getAsLong();
        ConsentSchedule consents = new ConsentSchedule(consents());
        LabelSchedule labels = new LabelSchedule(labels());
        try (DemoFeed feed = feed();
                WorkFolder work = WorkFolder.create();
                EmbeddedKafka kafka = startKafka(work, feed.feeds());
                Audience audience = audience(work, feed);
                EmbeddedFlink flink = startFlink(work)) {
            AppendTimes appendTimes = new AppendTimes();
            AlertLog alerts = new AlertLog(appendTimes);
            JobSettings settings = settings(kafka, feed.feeds(), work, audience);
            if (audience instanceof PhoneAudience phones) {
                phones.open(settings);
            }
            try (JobWatch watch = new JobWatch(submit(flink, settings), ticker);
                    EventSender sender =
                            new EventSender(kafka.bootstrapServers(), jobs, appendTimes);
                    TopicTail tail =
                            new TopicTail(
                                    kafka.bootstrapServers(),
                                    jobs.alertsTopic(),
                                    jobs.receiptsTopic(),
                                    alerts,
                                    audience.topics())) {
                DemoSession session =
                        new DemoSession(jobs, flink, watch, sender, tail, alerts, audience, ticker);
                Instant first = feed.due();
                session.publish(consents.dueBy(first == null ? Instant.MAX : first));
                say(
                        "Consents  %,d records, %,d of them due before the first event",
                        consents.size(), sender.consents());
                long feedingSince = ticker.getAsLong();
                audience.stage("Reading history");
                try (FileProgress progress = new FileProgress("Feeding", terminal, feed.bytes())) {
                    session.feed(feed, consents, labels, pace(), progress);
                }
                whenFed.accept(
                        new DemoReport(
                                feed.refused(),
                                session.accounting(),
                                options.consents().kind(),
                                sender.consents(),
                                audience.messages(),
                                alerts.latency(),
                                since(feedingSince),
                                since(started)));
                if (audience instanceof PhoneAudience phones) {
                    audience.stage("All events are in");
                    say("Phones    still at %s until Ctrl-C", phones.address());
                    session.stay();
                }
            }
        }
    }

    /** Who gets the messages: a page of phones where one is asked for, else the terminal. */
    private Audience audience(WorkFolder work, DemoFeed feed) throws IOException {
        if (options.pace() == null) {
            return ConsoleAudience.open(console(work), terminal, options.shownMessages());
        }
        PhoneAudience phones =
                new PhoneAudience(
                        jobs, feed.feeds().keySet(), feed.due(), work.root(), options.templates());
        terminal.print(
                terminal.bold("Phones    " + phones.address())
                        + "  (open it in a browser; Ctrl-C ends the demo)");
        return phones;
    }

    /** With phones, events are counted first: nobody knows the last ones before the end. */
    private Pace pace() throws CommandFailure, IOException {
        Duration pace = options.pace();
        if (pace == null) {
            return Pace.none();
        }
        try (DemoFeed counted = feed()) {
            long events = 0;
            while (counted.next() != null) {
                events++;
            }
            return Pace.lastFifth(events, pace, ticker);
        }
    }

    private DemoFeed feed() throws CommandFailure, IOException {
        List<EventFile> files = new ArrayList<>();
        for (Path file : options.events()) {
            files.add(inputs.open(file, options.mapping()));
        }
        return new DemoFeed(files);
    }

    private List<TimedLabel> labels() throws CommandFailure, IOException {
        return options.labels() == null ? List.of() : LabelFile.read(options.labels());
    }

    private List<TimedConsent> consents() throws CommandFailure, IOException {
        List<TimedConsent> given = givenConsents();
        return options.pace() == null
                ? given
                : given.stream().map(consent -> consent.on(PhoneAudience.CHANNEL)).toList();
    }

    private List<TimedConsent> givenConsents() throws CommandFailure, IOException {
        return switch (options.consents().kind()) {
            case NOBODY -> List.of();
            case FILE -> inputs.consents(options.consents().requireFile());
            case EVERYONE -> syntheticConsents();
        };
    }

    private List<TimedConsent> syntheticConsents() throws CommandFailure, IOException {
        List<TimedConsent> grants = new ArrayList<>();
        for (Path path : options.events()) {
            try (EventFile file = inputs.open(path, options.mapping())) {
                grants.addAll(SyntheticConsents.forEveryoneIn(file));
            }
        }
        terminal.print(
                terminal.warning(
                        String.format(
                                Locale.ROOT,
                                "!! NOBODY HERE OPTED IN: --consents everyone makes up %,d opt-ins,"
                                        + " in this demo only.",
                                grants.size())));
        return grants;
    }

    private EmbeddedKafka startKafka(WorkFolder work, SortedMap<String, FeedProfile> feeds)
            throws IOException, InterruptedException {
        long since = ticker.getAsLong();
        EmbeddedKafka kafka = EmbeddedKafka.start(work.folder("kafka"));
        try {
            kafka.createTopics(jobs.topics(new TreeSet<>(feeds.keySet())));
        } catch (IOException | InterruptedException | RuntimeException e) {
            kafka.close();
            throw e;
        }
        say("Kafka     at %s, started in %.1f s", kafka.bootstrapServers(), seconds(since));
        return kafka;
    }

    private EmbeddedFlink startFlink(WorkFolder work) throws IOException {
        long since = ticker.getAsLong();
        EmbeddedFlink flink =
                EmbeddedFlink.start(work.folder("flink"), JOBS, options.parallelism());
        say("Flink     in this process, started in %.1f s", seconds(since));
        return flink;
    }

    private JobSettings settings(
            EmbeddedKafka kafka,
            SortedMap<String, FeedProfile> feeds,
            WorkFolder work,
            Audience audience)
            throws IOException {
        return new JobSettings(
                kafka.bootstrapServers(),
                List.copyOf(feeds.values()),
                options.rules(),
                secret(work),
                console(work),
                options.templates(),
                audience instanceof PhoneAudience phones ? phones.hub() : null);
    }

    private List<JobClient> submit(EmbeddedFlink flink, JobSettings settings)
            throws CommandFailure, IOException, InterruptedException {
        try {
            return jobs.submit(flink, settings);
        } catch (CommandFailure | IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw CommandFailure.doesNotHold("the jobs could not be submitted", e);
        }
    }

    private static Path console(WorkFolder work) {
        return work.root().resolve("console");
    }

    /** A secret of this run's own: what it hashes and seals is gone with it. */
    private static Path secret(WorkFolder work) throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return Files.writeString(work.root().resolve("secret"), HexFormat.of().formatHex(random));
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(ticker.getAsLong() - nanos);
    }

    private double seconds(long since) {
        return since(since).toMillis() / 1000.0;
    }

    private void say(String format, Object... values) {
        terminal.print(String.format(Locale.ROOT, format, values));
    }
}
