package io.cardwatch.cli.audit;

import io.cardwatch.audit.ChainHead;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Interruption;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.jobs.kafka.Topics;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code audit append}. */
@Command(
        name = "append",
        mixinStandardHelpOptions = true,
        description = {
            "Appends decisions to the audit log until it is stopped. One process does; a second one"
                    + " takes over from the first, which then ends.",
            "It tells the head from time to time: what keeps this output keeps anchors for audit"
                    + " verify --expect."
        })
final class AppendCommand implements Callable<Integer> {
    private static final Duration TELL_EVERY = Duration.ofMinutes(1);

    private final AuditContext context;

    @Mixin private AuditTopicOptions options = new AuditTopicOptions();

    @Option(
            names = "--decisions",
            paramLabel = "T",
            defaultValue = Topics.DECISIONS,
            description =
                    "The topic of decisions, topics.decisions of the delivery job; default:"
                            + " ${DEFAULT-VALUE}.")
    private String decisions = Topics.DECISIONS;

    AppendCommand(AuditContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        Interruption ctrlC = new Interruption();
        try (AuditAppender appender = open()) {
            context.terminal()
                    .print(
                            "Appending decisions of '%s' to '%s', behind record %d."
                                    .formatted(decisions, options.topic(), appender.head().seq()));
            tell(appender);
            appendUntilStopped(appender);
            context.terminal().print("Stopped.");
            tell(appender);
            return ExitCode.DONE;
        } finally {
            ctrlC.close();
        }
    }

    private AuditAppender open() throws CommandFailure {
        Terminal terminal = context.terminal();
        return AuditAppender.open(
                new AuditAppender.Settings(options.properties(), decisions, options.topic()),
                KafkaProducer::new,
                context.clock(),
                warning -> terminal.print(terminal.warning(warning)));
    }

    private void appendUntilStopped(AuditAppender appender) throws CommandFailure {
        ChainHead told = appender.head();
        long toldAt = System.nanoTime();
        while (!Thread.interrupted()) {
            appender.turn();
            boolean due = System.nanoTime() - toldAt > TELL_EVERY.toNanos();
            if (due && !told.equals(appender.head())) {
                tell(appender);
                told = appender.head();
                toldAt = System.nanoTime();
            }
        }
    }

    private void tell(AuditAppender appender) {
        context.terminal()
                .print(
                        "%s head %s; %d appended, %d repeated, %d rejected"
                                .formatted(
                                        context.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                                        appender.head().format(),
                                        appender.appended(),
                                        appender.repeated(),
                                        appender.rejected()));
    }
}
