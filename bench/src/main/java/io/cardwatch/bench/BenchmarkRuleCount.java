package io.cardwatch.bench;

import io.cardwatch.engine.FraudEngine;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The rules alone: all conditions of a set on one event whose features are there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BenchmarkRuleCount {
    private static final int EVENTS = 8_192;

    /** Events a sample, so that reading the clock costs nothing and a stolen slice shows. */
    private static final int BATCH = 64;

    @Param({"10", "50", "1000"})
    private int rules;

    private final CardEvent[] events = new CardEvent[EVENTS];
    private final double[][] features = new double[EVENTS][];
    private final Counts counts = new Counts();
    private CompiledRules compiled = SyntheticRules.compiled(10);
    private int next;

    /** Takes events with the features that warm windows give them. */
    @Setup(Level.Trial)
    public void prepare() {
        SyntheticEvents source = new SyntheticEvents();
        FraudEngine engine = BenchmarkFraudEngine.engine(10);
        for (int i = 0; i < BenchmarkFraudEngine.WARM; i++) {
            engine.assess(source.next(), source.time());
        }
        for (int i = 0; i < EVENTS; i++) {
            events[i] = source.next();
            engine.assess(events[i], source.time());
            features[i] = engine.features();
        }
        compiled = SyntheticRules.compiled(rules);
    }

    /** Judges events by every rule. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double evaluate() {
        for (int i = 0; i < BATCH; i++) {
            next = (next + 1) % EVENTS;
            compiled.evaluate(events[next], features[next], counts);
        }
        return counts.score;
    }

    /** Says how much there was to find, without which the time means nothing. */
    @TearDown(Level.Trial)
    public void report() {
        counts.fired = 0;
        counts.notApplicable = 0;
        for (int i = 0; i < EVENTS; i++) {
            compiled.evaluate(events[i], features[i], counts);
        }
        System.out.printf(
                "%n%d rules: of an event %.2f fire and %.2f are not applicable%n",
                rules, (double) counts.fired / EVENTS, (double) counts.notApplicable / EVENTS);
    }

    private static final class Counts implements CompiledRules.RuleOutcomes {
        private long fired;
        private long notApplicable;
        private double score;

        @Override
        public void fired(int rule, double ruleScore) {
            fired++;
            score += ruleScore;
        }

        @Override
        public void notApplicable(int rule) {
            notApplicable++;
        }
    }
}
