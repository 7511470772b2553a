package io.cardwatch.cli.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.backtest.Backtest;
import io.cardwatch.cli.backtest.BacktestResult.Figures;
import io.cardwatch.cli.backtest.MeasureSettings;
import io.cardwatch.cli.backtest.MeasuredEvents;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.console.Interruption;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleFileException;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.TunableRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code tune}. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Searches a rule file's thresholds and scores on labelled events, and writes a new one.",
            "Chooses by the earlier events, and reports on the later ones alone.",
            "Ends with 0 where the new rules are better there and keep the bounds, 1 where not."
        })
public final class TuneCommand implements Callable<Integer> {
    static final String BETTER = "better";
    static final String NOT_BETTER = "not-better";
    static final String NOTHING_FOUND = "nothing-found";

    private static final double HEAP_SHARE = 0.4;
    private static final int TIME_PARTS = 3;
    private static final double LEAST_GAIN = 0.002;
    private static final long MOST_WORK = 6_000_000_000L;

    private final Path sampleData;
    private final Terminal terminal;

    @Mixin private ReplayOptions replay = new ReplayOptions();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The rules to tune; default: what the mapping names, or the shipped set.")
    private @Nullable Path rules;

    @Mixin private Bounds bounds = new Bounds();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Where the new rule file is written; it must not exist.")
    private Path out = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Equal input and seed give equal rules; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result as JSON.")
    private @Nullable Path json;

    /**
     * The command.
     *
     * @param sampleData the folder with events, labels and rules
     */
    public TuneCommand(Path sampleData, Terminal terminal) {
        this.sampleData = sampleData;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Objective objective = bounds.objective();
        if (Files.exists(out)) {
            throw CommandFailure.usage("there is a file at " + out + " already");
        }
        Path ruleFile = rules == null ? replay.suitedRules(sampleData) : rules;
        CompiledRules compiled = ReplayOptions.rules(ruleFile);
        String text = Files.readString(ruleFile, UTF_8);
        Interruption ctrlC = new Interruption();
        try {
            TunableRules file = TunableRules.of(ruleFile.toString(), text);
            TrainingData data = train(file);
            Instant split = bounds.split(data);
            TunedFile tuned = search(file, text, data, split, objective);
            Figures before = measure(compiled, ruleFile, split);
            Figures after = tuned == null ? null : measure(tuned.rules(), out, split);
            List<String> diff =
                    tuned == null
                            ? List.of()
                            : tuned.diff(ruleFile.toString(), text, out.toString());
            TuneResult result = result(objective, data, split, before, after, diff);
            if (result.outcome().equals(BETTER) && tuned != null) {
                Files.writeString(out, tuned.text(), UTF_8);
            }
            new TuneSummary(terminal).print(result, out.toString());
            if (json != null) {
                Files.write(json, new RecordCodec<>(TuneResult.class).encode(result));
            }
            boolean done =
                    result.outcome().equals(BETTER) && !Boolean.FALSE.equals(result.boundsKept());
            return done ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
        } catch (RuleFileException impossible) {
            throw new IllegalStateException("the same text was checked before", impossible);
        } catch (InterruptedException e) {
            terminal.print("Stopped.");
            return ExitCode.INTERRUPTED;
        } finally {
            ctrlC.close();
        }
    }

    private TrainingData train(TunableRules file)
            throws CommandFailure, IOException, InterruptedException {
        try (ReplaySource source = replay.open(sampleData, List.of(file.compiled()));
                FileProgress progress = new FileProgress("Reading", terminal, source.bytes())) {
            long mostBytes = (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE);
            return TrainingData.read(file, source, replay.settings(), mostBytes, progress);
        }
    }

    /** The best file by the events before the split; null where it is the old one. */
    private @Nullable TunedFile search(
            TunableRules file, String text, TrainingData data, Instant split, Objective objective)
            throws CommandFailure, InterruptedException {
        long[] frauds = data.frauds(split);
        if (frauds[0] == 0 || frauds[1] == 0) {
            throw CommandFailure.usage(
                    "of the events before "
                            + split
                            + ", "
                            + frauds[0]
                            + " are labelled as fraud, of those from then on "
                            + frauds[1]
                            + ": both parts need some. Labels come from --labels or a label column"
                            + " of the mapping; --split moves the border");
        }
        FeatureMatrix matrix = data.matrix();
        matrix.keepBefore(split.toEpochMilli());
        Parts parts =
                Parts.of(
                        matrix, data.first(split).toEpochMilli(), split.toEpochMilli(), TIME_PARTS);
        ThresholdSearch search =
                new ThresholdSearch(
                        new MatrixReplay(
                                matrix,
                                parts,
                                file.compiled().ruleSet().alerting(),
                                ZoneOffset.UTC),
                        objective,
                        Settings.of(file),
                        file.compiled().ruleSet().alerting(),
                        LEAST_GAIN,
                        seed,
                        MOST_WORK,
                        this::showWork);
        Settings best = search.best();
        terminal.status("");
        return TunedFile.of(file, text, best, out.toString());
    }

    private void showWork(long work) {
        if (terminal.interactive()) {
            terminal.status("Searching  " + work * 100 / MOST_WORK + "%");
        }
    }

    /** What rules come to on the events from the split on, by the real replay. */
    private Figures measure(CompiledRules judge, Path file, Instant split)
            throws CommandFailure, IOException, InterruptedException {
        ReplaySettings all = replay.settings();
        ReplaySettings later =
                new ReplaySettings(
                        all.ordering(), all.labelDelay(), split, all.until(), all.engine());
        // Of the result only the figures are taken, which do not name the other files.
        Backtest.Files files = new Backtest.Files(file.toString(), List.of(), null);
        try (ReplaySource source = replay.open(sampleData, List.of(judge));
                FileProgress progress = new FileProgress("Measuring", terminal, source.bytes())) {
            return new Backtest(judge, later, MeasureSettings.defaults())
                    .run(source, files, MeasuredEvents.NONE, progress)
                    .total();
        }
    }

    private TuneResult result(
            Objective objective,
            TrainingData data,
            Instant split,
            Figures before,
            @Nullable Figures after,
            List<String> diff) {
        Verdict verdict = new Verdict(objective);
        String outcome =
                after == null
                        ? NOTHING_FOUND
                        : verdict.isBetter(after, before) ? BETTER : NOT_BETTER;
        FeatureMatrix matrix = data.matrix();
        List<String> unusable =
                matrix.rules().stream()
                        .filter(columns -> columns.rule().mode() == RuleMode.LIVE)
                        .filter(columns -> columns.size() == 0)
                        .map(columns -> columns.rule().id())
                        .toList();
        return new TuneResult(
                outcome,
                Bounds.word(objective.goal()),
                objective.budget(),
                objective.precision(),
                verdict.keepsBounds(after == null ? before : after),
                split,
                data.frauds(split)[0],
                matrix.unreachableFrauds(),
                matrix.share(),
                unusable,
                before,
                after,
                diff);
    }
}
