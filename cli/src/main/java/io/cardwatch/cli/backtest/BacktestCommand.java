package io.cardwatch.cli.backtest;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.console.Interruption;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.cli.report.BacktestReport;
import io.cardwatch.rule.CompiledRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a file of events through the rules as the job would, every cardholder taken as"
                    + " opted in, and says how well they do.",
            "Without options it measures the shipped rules on the sample data."
        })
public final class BacktestCommand implements Callable<Integer> {
    private final Path sampleData;
    private final Terminal terminal;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "The rule file; default: the one that the mapping names, or the shipped set.")
    private @Nullable Path rules;

    @Mixin private ReplayOptions replay = new ReplayOptions();

    @Mixin private MeasureOptions measure = new MeasureOptions();

    @Option(
            names = "--report",
            paramLabel = "OUT.html",
            description = "Writes a page of charts and tables, for any browser, to this file.")
    private @Nullable Path report;

    @Option(names = "--json", paramLabel = "OUT", description = "Writes all figures to this file.")
    private @Nullable Path json;

    @Option(
            names = "--alerts",
            paramLabel = "OUT.jsonl",
            description = "Writes the alerts to this file, one a line, as on the topic.")
    private @Nullable Path alerts;

    @Option(
            names = "--scores",
            paramLabel = "OUT.csv",
            description = "Writes eventId,score,alert of each measured event to this file.")
    private @Nullable Path scores;

    @Option(
            names = "--findings",
            paramLabel = "OUT.csv",
            description =
                    "Writes eventId,rule,score,mode of each rule that fired on one to this file.")
    private @Nullable Path findings;

    /**
     * The command.
     *
     * @param sampleData the folder with events, labels and rules
     */
    public BacktestCommand(Path sampleData, Terminal terminal) {
        this.sampleData = sampleData;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Path ruleFile = rules == null ? replay.suitedRules(sampleData) : rules;
        CompiledRules compiled = ReplayOptions.rules(ruleFile);
        ReplaySettings settings = replay.settings();
        MeasureSettings measured = measure.settings();
        checkWritable();
        Interruption ctrlC = new Interruption();
        try (ReplaySource source = replay.open(sampleData, List.of(compiled));
                Outputs outputs = Outputs.open(alerts, scores, findings)) {
            BacktestResult result;
            try (FileProgress progress =
                    new FileProgress("Backtesting", terminal, source.bytes())) {
                result =
                        new Backtest(compiled, settings, measured)
                                .run(
                                        source,
                                        Backtest.Files.of(ruleFile, replay, sampleData),
                                        outputs,
                                        progress);
            }
            tell(result);
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            terminal.print("Stopped.");
            return ExitCode.INTERRUPTED;
        } finally {
            ctrlC.close();
        }
    }

    private void tell(BacktestResult result) throws IOException {
        new BacktestSummary(terminal).print(result);
        if (json != null) {
            BacktestJson.write(result, json);
        }
        if (report != null) {
            BacktestReport.write(result, report);
        }
    }

    private void checkWritable() throws CommandFailure {
        for (Path file : new @Nullable Path[] {report, json, alerts, scores, findings}) {
            if (file != null && !isWritable(file)) {
                throw CommandFailure.usage("no file can be written at " + file);
            }
        }
    }

    private static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : folder != null && Files.isWritable(folder);
    }
}
