package io.cardwatch.cli.replay;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.EventFiles;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.event.mapping.FeedMapping;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleProblem;
import io.cardwatch.text.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that replays files of events. */
public final class ReplayOptions {
    @Option(
            names = "--events",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Events: JSON lines, or CSV with --mapping or --column; plain or gzip; a folder"
                            + " stands for its .jsonl files, or with a mapping its"
                            + " .csv and .tsv files. Default: the sample data.")
    private List<Path> events = new ArrayList<>();

    @Mixin private MappingOptions mapping = new MappingOptions();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "What became known of the events: JSON lines of the labels topic, or CSV with"
                            + " eventId, fraud and perhaps scenario and knownAt, or with the"
                            + " columns that the mapping names. Not needed where the events' own"
                            + " file has a label column.")
    private @Nullable Path labels;

    @Option(
            names = "--label-delay",
            paramLabel = "LENGTH",
            description =
                    "How long after its event a label becomes known, where it does not say so;"
                            + " default: 7d.")
    private @Nullable String labelDelay;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Measures events from then on, a date or a time (UTC); earlier ones fill the"
                            + " windows.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Measures events before then.")
    private @Nullable String until;

    @Option(
            names = "--ordering",
            paramLabel = "arrival|event-time",
            description =
                    "Judges events as the files have them, or by their time as the job does with"
                            + " ordering: event-time; default: arrival.")
    private @Nullable String ordering;

    @Option(
            names = "--allowed-lateness",
            paramLabel = "LENGTH",
            description =
                    "By how much an event may be older than the newest one of its card (or of its"
                            + " file, with event-time) and still be judged; default: 60s.")
    private @Nullable String lateness;

    /** How the files are replayed. */
    public ReplaySettings settings() throws CommandFailure {
        return new ReplaySettings(
                ordering(),
                labelDelay == null
                        ? ReplaySettings.LABEL_DELAY
                        : length("--label-delay", labelDelay),
                time("--from", from),
                time("--until", until),
                engine());
    }

    /**
     * Opens the files.
     *
     * @param sampleData where the sample data lies, which is replayed where no file is named
     * @param rules whoever judges the events: where none learns from labels, none are held for it
     * @throws CommandFailure where a file cannot be used, saying what is accepted
     */
    public ReplaySource open(Path sampleData, Collection<CompiledRules> rules)
            throws CommandFailure, IOException {
        boolean learns = rules.stream().anyMatch(ReplayOptions::learns);
        FeedMapping mapped = mapping.read();
        if (mapped != null && events.isEmpty()) {
            throw CommandFailure.usage("--mapping and --column need --events");
        }
        ReplaySettings settings = settings();
        ReadNotes notes = new ReadNotes(settings.engine().allowedLateness());
        List<ReplayFile> files = new ArrayList<>();
        try {
            Set<String> banks = new TreeSet<>();
            for (Path file : eventFiles(sampleData)) {
                ReplayFile opened =
                        ReplayFile.open(
                                readable(file),
                                mapped,
                                mapping.baseCurrency(),
                                labels == null,
                                notes);
                files.add(opened);
                banks.add(opened.feed().bankId());
            }
            Path labelFile = labelFile(sampleData);
            Labels read =
                    labelFile == null
                            ? Labels.NONE
                            : LabelsFile.read(
                                    readable(labelFile),
                                    banks,
                                    mapped,
                                    learns,
                                    notes.refusedLabels());
            return new ReplaySource(files, settings, read, notes, learns);
        } catch (CommandFailure | IOException | RuntimeException e) {
            for (ReplayFile file : files) {
                file.close();
            }
            throw e;
        }
    }

    /** The files of events, in the order in which they were named. */
    public List<Path> eventFiles(Path sampleData) throws CommandFailure, IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : events.isEmpty() ? List.of(sampleData.resolve("events")) : events) {
            files.addAll(mapping.isGiven() ? EventFiles.csvAt(path) : EventFiles.at(path));
        }
        return files;
    }

    /** The file of labels, or null where there is none. */
    public @Nullable Path labelFile(Path sampleData) {
        return labels == null && events.isEmpty() ? sampleData.resolve("labels.jsonl.gz") : labels;
    }

    /**
     * The rule file to judge by where none is named: what the mapping names, or the shipped set.
     */
    public Path suitedRules(Path sampleData) throws CommandFailure, IOException {
        Path suited = mapping.suitedRules();
        return suited == null ? sampleData.resolve("rules/default.yaml") : suited;
    }

    /**
     * The compiled rules of a file.
     *
     * @throws CommandFailure where they cannot be used, with everything that is wrong
     */
    public static CompiledRules rules(Path file) throws CommandFailure, IOException {
        RuleCompiler.Result checked =
                RuleCompiler.check(file.toString(), Files.readAllBytes(readable(file)));
        CompiledRules rules = checked.rules();
        if (rules == null) {
            throw CommandFailure.usage(
                    "the rules cannot be used:\n"
                            + String.join(
                                    "\n",
                                    checked.problems().stream()
                                            .map(RuleProblem::toString)
                                            .toList()));
        }
        return rules;
    }

    private static boolean learns(CompiledRules rules) {
        return rules.ruleSet().features().stream()
                .anyMatch(feature -> feature.aggregate() == Aggregate.FRAUD_RATE);
    }

    private Ordering ordering() throws CommandFailure {
        if (ordering == null) {
            return Ordering.ARRIVAL;
        }
        return Arrays.stream(Ordering.values())
                .filter(each -> each.word().equals(ordering))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("--ordering is arrival or event-time"));
    }

    private EngineSettings engine() throws CommandFailure {
        EngineSettings usual = EngineSettings.defaults();
        if (lateness == null) {
            return usual;
        }
        Duration allowed = length("--allowed-lateness", lateness);
        Duration horizon =
                allowed.compareTo(usual.dedupeHorizon()) > 0 ? allowed : usual.dedupeHorizon();
        Duration disorder =
                allowed.compareTo(usual.disorderBound()) < 0 ? allowed : usual.disorderBound();
        return new EngineSettings(
                disorder,
                allowed,
                horizon,
                usual.maxEntriesPerKey(),
                usual.maxValuesPerKey(),
                usual.maxIdsPerCard());
    }

    private static Duration length(String option, String text) throws CommandFailure {
        Duration length = Durations.parse(text);
        if (length == null) {
            throw CommandFailure.usage(option + " is " + Durations.FORM);
        }
        return length;
    }

    /** The time that an option gives, or null where it is not given. */
    public static @Nullable Instant time(String option, @Nullable String text)
            throws CommandFailure {
        if (text == null) {
            return null;
        }
        try {
            return text.length() <= "2026-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw CommandFailure.usage(
                    option + " is a date as 2026-03-01 or a time as 2026-03-01T12:00:00Z");
        }
    }

    private static Path readable(Path file) throws CommandFailure {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw CommandFailure.usage("there is no readable file at " + file);
        }
        return file;
    }
}
