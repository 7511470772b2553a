package io.cardwatch.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.LabelledEvent;
import io.cardwatch.cli.replay.Replay;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.engine.Admission;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleTrace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Explanations of the shipped rules' verdicts on the sample data. */
final class SampleDataTest {
    private static final Path SAMPLE_DATA = Path.of("../sample-data");
    private static final int WIDTH = 80;

    /** How many events are judged for each one that is looked at. */
    private static final int STRIDE = 5;

    @Test
    void shouldAgreeWithTheEngineOnEveryRule() throws Exception {
        CompiledRules rules = ReplayOptions.rules(SAMPLE_DATA.resolve("rules/default.yaml"));
        int count = rules.ruleSet().rules().size();
        long events = 0;
        long fired = 0;
        long notApplicable = 0;
        try (ReplaySource source = new ReplayOptions().open(SAMPLE_DATA, List.of(rules))) {
            Replay replay = new Replay(rules, ReplaySettings.defaults());
            for (LabelledEvent next = source.next(); next != null; next = source.next()) {
                JudgedEvent judged = replay.judge(next);
                if (judged.admission() != Admission.ADMITTED || events++ % STRIDE != 0) {
                    continue;
                }
                double[] features = judged.features();
                BitSet firing = new BitSet();
                for (int place = 0; place < judged.assessment().fired(); place++) {
                    firing.set(judged.assessment().rule(place));
                }
                BitSet missing = new BitSet();
                for (int rule : judged.notApplicable()) {
                    missing.set(rule);
                }
                BitSet traced = new BitSet();
                BitSet tracedMissing = new BitSet();
                for (int rule = 0; rule < count; rule++) {
                    RuleTrace trace = rules.trace(rule, judged.event(), features);
                    traced.set(rule, trace.fired());
                    tracedMissing.set(rule, trace.isNotApplicable());
                }
                assertThat(traced).isEqualTo(firing);
                assertThat(tracedMissing).isEqualTo(missing);
                fired += firing.cardinality();
                notApplicable += missing.cardinality();
            }
        }
        assertThat(fired).isGreaterThan(500);
        assertThat(notApplicable).isGreaterThan(500);
    }

    @Test
    void shouldPrintEveryAlertWithinTheTerminalsWidth() throws Exception {
        CompiledRules rules = ReplayOptions.rules(SAMPLE_DATA.resolve("rules/default.yaml"));
        EarlierAlerts earlier = new EarlierAlerts(rules.ruleSet().alerting());
        int alerts = 0;
        try (ReplaySource source = new ReplayOptions().open(SAMPLE_DATA, List.of(rules))) {
            Replay replay = new Replay(rules, ReplaySettings.defaults());
            for (LabelledEvent next = source.next(); next != null; next = source.next()) {
                JudgedEvent judged = replay.judge(next);
                if (judged.assessment().alerts()) {
                    Explanation explanation =
                            new Explainer(judged, ReplaySettings.defaults())
                                    .explain(earlier, Instant.EPOCH);
                    assertThat(explanation.heldBackBy().isEmpty())
                            .as("whatever holds an alert back was one")
                            .isEqualTo(judged.suppressedBy() == null);
                    assertThat(printed(explanation).lines())
                            .allMatch(line -> line.length() <= WIDTH);
                    alerts++;
                }
                if (judged.alert() != null) {
                    earlier.add(judged.alert(), judged.event().eventId());
                }
            }
        }
        assertThat(alerts).isGreaterThan(100);
    }

    private static String printed(Explanation explanation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new ExplanationText(explanation, new Terminal(stream, false, false, true, WIDTH)).print();
        return out.toString(StandardCharsets.UTF_8);
    }
}
