package io.cardwatch.cli.audit;

import io.cardwatch.audit.ChainBreak;
import io.cardwatch.audit.ChainHead;
import io.cardwatch.audit.ChainReport;
import io.cardwatch.audit.ChainVerifier;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Table;
import io.cardwatch.cli.console.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command {@code audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the audit log from its beginning and says whether it is as it was written; ends"
                    + " with 1 where it is not.",
            "It ends by telling the head. Note that somewhere else: without --expect nobody can tell"
                    + " that the end was cut off, or all of it rewritten."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int STATUS_EVERY = 50_000;

    private final AuditContext context;

    @Mixin private AuditTopicOptions options = new AuditTopicOptions();

    @Option(
            names = "--file",
            paramLabel = "F",
            description = "Verify the records in this file, one a line, instead of Kafka's.")
    private @Nullable Path file;

    @Option(
            names = "--expect",
            paramLabel = "SEQ:HASH",
            converter = HeadConverter.class,
            description = "A head noted earlier, which the log has to lead through; several times.")
    private List<ChainHead> anchors = List.of();

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    VerifyCommand(AuditContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        AuditSource source = file == null ? options.audit() : new AuditFile(file);
        ChainReport report = report(source);
        if (json) {
            context.terminal().print(ReportJson.write(report, source.placeName(), anchors));
        } else {
            print(report, source.placeName());
        }
        return report.holds() ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }

    private ChainReport report(AuditSource source) throws CommandFailure {
        ChainVerifier verifier = new ChainVerifier(anchors);
        Terminal terminal = context.terminal();
        long[] read = {0};
        try {
            source.read(
                    (place, record) -> {
                        verifier.take(place, record);
                        if (++read[0] % STATUS_EVERY == 0) {
                            terminal.status(count(read[0]) + " records read");
                        }
                    });
        } finally {
            terminal.status("");
        }
        return verifier.report();
    }

    private void print(ChainReport report, String placeName) {
        Terminal terminal = context.terminal();
        if (report.records() == 0) {
            terminal.print("The audit log is empty.");
        } else {
            terminal.print(
                    "%s records, decided from %s to %s"
                            .formatted(
                                    count(report.records()),
                                    Table.time(report.firstAt()),
                                    Table.time(report.lastAt())));
            terminal.print("head " + report.head().format());
        }
        for (ChainBreak found : report.breaks()) {
            terminal.print(
                    "%s at %s %d, record %d: %s"
                            .formatted(
                                    terminal.warning(found.kind().wireName().replace('_', ' ')),
                                    placeName,
                                    found.place(),
                                    found.seq(),
                                    found.words()));
        }
        if (report.broken() > report.breaks().size()) {
            terminal.print("and " + count(report.broken() - report.breaks().size()) + " more");
        }
        terminal.print(report.holds() ? terminal.good(held()) : "The audit log does not hold.");
    }

    private String held() {
        return anchors.isEmpty()
                ? "The audit log holds up to this head; note it, and give it to --expect next time."
                : "The audit log holds, and leads through what was noted.";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static final class HeadConverter implements ITypeConverter<ChainHead> {
        @Override
        public ChainHead convert(String text) {
            ChainHead head = ChainHead.parse(text);
            if (head == null) {
                throw new TypeConversionException(
                        "accepted: a head as audit verify tells it, NUMBER:HASH with 64"
                                + " hexadecimal digits");
            }
            return head;
        }
    }
}
