package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Run;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.replay.LabelledEvent;
import io.cardwatch.cli.replay.Replay;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule set over one stream of events, measured. */
public final class Backtest {
    /** How often progress is shown and an interruption seen, in events. */
    private static final int STRIDE = 4_096;

    private final CompiledRules rules;
    private final ReplaySettings replay;
    private final MeasureSettings settings;

    /** A backtest of those rules. */
    public Backtest(CompiledRules rules, ReplaySettings replay, MeasureSettings settings) {
        this.rules = rules;
        this.replay = replay;
        this.settings = settings;
    }

    /**
     * What the files are called in the result.
     *
     * @param labels null where there is no file of labels
     */
    public record Files(String rules, List<String> events, @Nullable String labels) {
        public Files {
            events = List.copyOf(events);
        }

        /** As the options name them. */
        public static Files of(Path rules, ReplayOptions replay, Path sampleData)
                throws CommandFailure, IOException {
            Path labels = replay.labelFile(sampleData);
            return new Files(
                    rules.toString(),
                    replay.eventFiles(sampleData).stream().map(Path::toString).toList(),
                    labels == null ? null : labels.toString());
        }
    }

    /** A backtest under way, fed event by event. Serves one thread. */
    public final class Pass {
        private final Replay judge = new Replay(rules, replay);
        private final Measurement measurement;

        private Pass(MeasuredEvents further) {
            measurement = new Measurement(rules.ruleSet(), settings, further);
        }

        /** Judges and measures an event. */
        public void take(LabelledEvent event) {
            measurement.judged(judge.judge(event));
        }

        /** What was found out, after the last event of the source. */
        public BacktestResult end(ReplaySource source, Files files) {
            measurement.end();
            return new ResultBuilder(measurement).build(run(files), source);
        }
    }

    /**
     * Begins without any history, for events that several rule sets are to judge side by side.
     *
     * @param further told of each measured event
     */
    public Pass begin(MeasuredEvents further) {
        return new Pass(further);
    }

    /**
     * Judges and measures every event of the source.
     *
     * @param files what the result calls them
     * @param further told of each measured event
     * @param progress shown how far it is, or null
     * @throws InterruptedException where the thread is interrupted
     */
    public BacktestResult run(
            ReplaySource source,
            Files files,
            MeasuredEvents further,
            @Nullable FileProgress progress)
            throws CommandFailure, IOException, InterruptedException {
        Pass pass = begin(further);
        long events = 0;
        for (LabelledEvent event = source.next(); event != null; event = source.next()) {
            pass.take(event);
            if (++events % STRIDE == 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (progress != null) {
                    progress.at(source.bytesRead(), events);
                }
            }
        }
        return pass.end(source, files);
    }

    private Run run(Files files) {
        RuleSet set = rules.ruleSet();
        Alerting alerting = set.alerting();
        return new Run(
                set.name(),
                set.version(),
                files.rules(),
                files.events(),
                files.labels(),
                alerting.threshold(),
                alerting.cooldown().toMillis(),
                alerting.budgetPerDay() == Integer.MAX_VALUE ? null : alerting.budgetPerDay(),
                replay.ordering().word(),
                replay.labelDelay().toMillis(),
                replay.from(),
                replay.until(),
                settings.leaveOutKnown() ? MeasureSettings.LEAVE_OUT : MeasureSettings.KEEP,
                settings.knownSince());
    }
}
