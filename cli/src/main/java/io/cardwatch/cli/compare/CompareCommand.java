package io.cardwatch.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.backtest.Backtest;
import io.cardwatch.cli.backtest.MeasureOptions;
import io.cardwatch.cli.backtest.MeasureSettings;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.console.Interruption;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.LabelledEvent;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.rule.CompiledRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Runs two rule sets over the same events, side by side, and says what changes: the"
                    + " alerts gained, lost and kept, every figure of backtest, and how many"
                    + " customers are messaged.",
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int STRIDE = 4_096;
    private static final int MOST_SHOWN = 1_000;

    private final Path sampleData;
    private final Terminal terminal;
    private final RecordCodec<Comparison> codec = new RecordCodec<>(Comparison.class);

    @Parameters(index = "0", paramLabel = "OLD.yaml", description = "The rules in force.")
    private Path oldFile = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "NEW.yaml",
            description = "The rules to take their place.")
    private Path newFile = Path.of("");

    @Mixin private ReplayOptions replay = new ReplayOptions();

    @Mixin private MeasureOptions measure = new MeasureOptions();

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "How many alerts of each kind to show, the most important first; default:"
                            + " ${DEFAULT-VALUE}.")
    private int show;

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    /** A command over the sample data where no events are named. */
    public CompareCommand(Path sampleData, Terminal terminal) {
        this.sampleData = sampleData;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (show < 0 || show > MOST_SHOWN) {
            throw CommandFailure.usage("--show is from 0 to " + MOST_SHOWN);
        }
        CompiledRules oldRules = ReplayOptions.rules(oldFile);
        CompiledRules newRules = ReplayOptions.rules(newFile);
        Interruption ctrlC = new Interruption();
        try (ReplaySource source = replay.open(sampleData, List.of(oldRules, newRules));
                FileProgress progress = progress(source)) {
            tell(compare(source, oldRules, newRules, progress));
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            terminal.print("Stopped.");
            return ExitCode.INTERRUPTED;
        } finally {
            ctrlC.close();
        }
    }

    private void tell(Comparison comparison) {
        if (json) {
            terminal.print(new String(codec.encode(comparison), UTF_8));
        } else {
            new ComparisonText(comparison, terminal).print();
        }
    }

    private @Nullable FileProgress progress(ReplaySource source) {
        return json ? null : new FileProgress("Comparing", terminal, source.bytes());
    }

    private Comparison compare(
            ReplaySource source,
            CompiledRules oldRules,
            CompiledRules newRules,
            @Nullable FileProgress progress)
            throws CommandFailure, IOException, InterruptedException {
        ReplaySettings settings = replay.settings();
        MeasureSettings measured = measure.settings();
        Side old = new Side(new Backtest(oldRules, settings, measured));
        Side changed = new Side(new Backtest(newRules, settings, measured));
        Comparing comparing = new Comparing(show);
        long events = 0;
        for (LabelledEvent event = source.next(); event != null; event = source.next()) {
            JudgedEvent before = old.judge(event);
            JudgedEvent after = changed.judge(event);
            if (before != null && after != null) {
                comparing.add(before, after);
            }
            if (++events % STRIDE == 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (progress != null) {
                    progress.at(source.bytesRead(), events);
                }
            }
        }
        return comparing.comparison(
                old.pass.end(source, Backtest.Files.of(oldFile, replay, sampleData)),
                changed.pass.end(source, Backtest.Files.of(newFile, replay, sampleData)));
    }

    /** One of the two sets. */
    private static final class Side {
        private final Backtest.Pass pass;
        private @Nullable JudgedEvent measured;

        Side(Backtest backtest) {
            pass = backtest.begin((judged, thousandths) -> measured = judged);
        }

        /** What it made of the event, or null where that is not measured. */
        @Nullable JudgedEvent judge(LabelledEvent event) {
            measured = null;
            pass.take(event);
            return measured;
        }
    }
}
