package io.cardwatch.bench;

import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.engine.KeyHasher;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event through the whole engine: thirty features on four keys, 10,000 cards, warm windows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgs = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BenchmarkFraudEngine {
    /** Thirty-six days of events: the thirty-day windows are full. */
    static final int WARM = 720_000;

    private static final byte[] SECRET = "sixteen bytes or".getBytes(StandardCharsets.US_ASCII);

    @Param({"10", "50", "1000"})
    private int rules;

    private final SyntheticEvents events = new SyntheticEvents();
    private FraudEngine engine = engine(10);

    /** Fills the windows. */
    @Setup(Level.Trial)
    public void fill() {
        engine = engine(rules);
        for (int i = 0; i < WARM; i++) {
            engine.assess(events.next(), events.time());
        }
    }

    /** Takes one event in and says what the rules make of it. */
    @Benchmark
    public Assessment assess() {
        return engine.assess(events.next(), events.time());
    }

    static FraudEngine engine(int rules) {
        EnginePlan plan = EnginePlan.of(SyntheticRules.compiled(rules), EngineSettings.defaults());
        return new FraudEngine(plan, new KeyHasher(SECRET), rule -> {});
    }
}
