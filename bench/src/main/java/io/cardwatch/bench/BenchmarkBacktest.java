package io.cardwatch.bench;

import com.sun.management.OperatingSystemMXBean;
import io.cardwatch.cli.backtest.Backtest;
import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.MeasureSettings;
import io.cardwatch.cli.backtest.MeasuredEvents;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.rule.CompiledRules;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * A backtest of a whole file, several times in one process: rules first, then the options of {@code
 * backtest}. Tells rows a second by the clock, by the processor time of the one thread that works,
 * and by that of the whole process, with what collects garbage and compiles code.
 */
public final class BenchmarkBacktest {
    private static final int TURNS = 4;

    private BenchmarkBacktest() {}

    /** Runs the benchmark; the first argument is the rule file. */
    public static void main(String[] arguments) throws Exception {
        CompiledRules rules = ReplayOptions.rules(Path.of(arguments[0]));
        ReplayOptions options =
                CommandLine.populateCommand(
                        new ReplayOptions(), Arrays.copyOfRange(arguments, 1, arguments.length));
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int turn = 1; turn <= TURNS; turn++) {
            long clock = System.nanoTime();
            long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long process = system.getProcessCpuTime();
            try (ReplaySource source = options.open(Path.of("sample-data"), List.of(rules))) {
                BacktestResult result =
                        new Backtest(rules, options.settings(), MeasureSettings.defaults())
                                .run(
                                        source,
                                        new Backtest.Files(arguments[0], List.of(), null),
                                        MeasuredEvents.NONE,
                                        null);
                long rows = result.input().rows();
                System.out.printf(
                        Locale.ROOT,
                        "turn %d: %,d rows; rows/s by the clock %,.0f, by the thread %,.0f, by the"
                                + " process %,.0f; alerts %,d%n",
                        turn,
                        rows,
                        perSecond(rows, System.nanoTime() - clock),
                        perSecond(
                                rows,
                                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                                        - thread),
                        perSecond(rows, system.getProcessCpuTime() - process),
                        result.total().alerts());
            }
        }
    }

    private static double perSecond(long rows, long nanos) {
        return rows * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    }
}
