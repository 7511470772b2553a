package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Interruption;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.feed.EventFiles;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs card events through both jobs, on a real Kafka broker and a real Flink cluster"
                    + " inside this process, shows the messages and accounts for every event.",
            "Without options it runs the sample data. Nothing is left behind."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int SHOWN_MESSAGES = 10;
    private static final int PACE_SECONDS = 75;
    private static final int LONGEST_PACE_SECONDS = 86_400;
    private static final String EVERYONE = "everyone";

    private final DemoJobs jobs;
    private final DemoInputs inputs;
    private final Path sampleData;
    private final Terminal terminal;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Events to feed instead of the sample data: JSON lines, or CSV with --mapping;"
                            + " plain or .gz; a folder stands for its files. May be repeated.")
    private List<Path> events = new ArrayList<>();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Which column of the CSV is which field.")
    private @Nullable Path mapping;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "The rule file; default: the one that the mapping names, or the sample data's.")
    private @Nullable Path rules;

    @Option(
            names = "--consents",
            paramLabel = "FILE|everyone",
            description =
                    "Who opted in; default: the sample data's consents, and nobody with --events."
                            + " 'everyone' makes opt-ins up, in this demo only.")
    private @Nullable String consents;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "What became known of the events later, as JSON lines, plain or .gz; default:"
                            + " the sample data's, and none with --events.")
    private @Nullable Path labels;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of each job; default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--phone",
            description =
                    "Shows cardholders' phones on a page of this machine, with buttons to answer,"
                            + " and the bank's view beside them; runs until Ctrl-C.")
    private boolean phone;

    @Option(
            names = "--pace",
            paramLabel = "SECONDS",
            description =
                    "With --phone: how long the last fifth of the events takes, so that messages"
                            + " come one by one; default: "
                            + PACE_SECONDS
                            + ".")
    private @Nullable Integer pace;

    @Option(
            names = "--json",
            paramLabel = "OUT",
            description = "Also writes the summary's numbers to this file.")
    private @Nullable Path json;

    /**
     * @param jobs what is demonstrated
     * @param mappedFiles how foreign CSV is read
     * @param sampleData the folder with events, consents and rules
     */
    public DemoCommand(DemoJobs jobs, MappedFiles mappedFiles, Path sampleData, Terminal terminal) {
        this.jobs = jobs;
        this.inputs = new DemoInputs(mappedFiles);
        this.sampleData = sampleData;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        DemoOptions options = options();
        terminal.print(
                terminal.bold("Cardwatch demo")
                        + ": a Kafka broker and a Flink cluster in this process, on loopback only");
        terminal.print("Events    " + named(options.events()));
        terminal.print("Rules     " + options.rules());
        Interruption ctrlC = new Interruption();
        try {
            new DemoRun(jobs, inputs, options, terminal, System::nanoTime).run(this::report);
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            terminal.print("Stopped; nothing is left behind.");
            return ExitCode.INTERRUPTED;
        } finally {
            ctrlC.close();
        }
    }

    private void report(DemoReport report) throws IOException {
        terminal.blank();
        new DemoSummary(terminal).print(report);
        if (json != null) {
            DemoReportJson.write(report, json);
        }
    }

    private DemoOptions options() throws CommandFailure, IOException {
        if (parallelism < 1) {
            throw CommandFailure.usage("--parallelism is 1 or more");
        }
        if (mapping != null && events.isEmpty()) {
            throw CommandFailure.usage("--mapping needs --events");
        }
        if (json != null && !isWritable(json)) {
            throw CommandFailure.usage("--json: no file can be written at " + json);
        }
        List<Path> files = new ArrayList<>();
        List<Path> given = events.isEmpty() ? List.of(sampleData.resolve("events")) : events;
        for (Path path : given) {
            if (mapping != null) {
                files.add(readable(path));
            } else {
                files.addAll(EventFiles.at(path));
            }
        }
        return new DemoOptions(
                files,
                mapping == null ? null : readable(mapping),
                usable(ruleFile()),
                sampleData.resolve("templates"),
                consentChoice(),
                labelFile(),
                parallelism,
                SHOWN_MESSAGES,
                phonePace());
    }

    private @Nullable Duration phonePace() throws CommandFailure {
        if (!phone && pace != null) {
            throw CommandFailure.usage("--pace needs --phone");
        }
        if (pace != null && (pace < 0 || pace > LONGEST_PACE_SECONDS)) {
            throw CommandFailure.usage("--pace is from 0 to " + LONGEST_PACE_SECONDS + " seconds");
        }
        return phone ? Duration.ofSeconds(pace == null ? PACE_SECONDS : pace) : null;
    }

    /** The named one, or the one that the mapping says suits its data, or the sample data's. */
    private Path ruleFile() throws CommandFailure, IOException {
        if (rules != null) {
            return rules;
        }
        Path suited = mapping == null ? null : MappedCsv.rulesFor(mapping);
        return suited != null ? suited : sampleData.resolve("rules/default.yaml");
    }

    private @Nullable Path labelFile() throws CommandFailure {
        if (labels != null) {
            return readable(labels);
        }
        return events.isEmpty() ? readable(sampleData.resolve("labels.jsonl.gz")) : null;
    }

    private ConsentChoice consentChoice() throws CommandFailure {
        if (EVERYONE.equals(consents)) {
            return new ConsentChoice(ConsentChoice.Kind.EVERYONE, null);
        }
        if (consents != null) {
            return new ConsentChoice(ConsentChoice.Kind.FILE, readable(Path.of(consents)));
        }
        if (events.isEmpty()) {
            Path file = readable(sampleData.resolve("consents.jsonl"));
            return new ConsentChoice(ConsentChoice.Kind.FILE, file);
        }
        return new ConsentChoice(ConsentChoice.Kind.NOBODY, null);
    }

    /** Checked here already: nobody should wait for a broker to hear of a slip in a rule file. */
    private static Path usable(Path ruleFile) throws CommandFailure, IOException {
        byte[] content = Files.readAllBytes(readable(ruleFile));
        RuleCompiler.Result checked = RuleCompiler.check(ruleFile.toString(), content);
        if (checked.rules() == null) {
            throw CommandFailure.usage(
                    "the rules cannot be used:\n"
                            + String.join(
                                    "\n",
                                    checked.problems().stream()
                                            .map(RuleProblem::toString)
                                            .toList()));
        }
        return ruleFile;
    }

    private static Path readable(Path file) throws CommandFailure {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw CommandFailure.usage("there is no readable file at " + file);
        }
        return file;
    }

    private static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : folder != null && Files.isWritable(folder);
    }

    private static String named(List<Path> files) {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }
}
