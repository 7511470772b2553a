package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Maps;
import io.cardwatch.alert.Finding;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.RuleMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the rules make of one event. Nothing is allocated where no rule fired; findings are put into
 * words when they are asked for.
 */
public final class Assessment {
    private static final Map<Admission, Assessment> SILENT =
            Arrays.stream(Admission.values())
                    .collect(Maps.toImmutableEnumMap(admission -> admission, Assessment::new));

    private final Admission admission;
    private final double score;
    private final int[] fired;
    private final double[] scores;
    private final boolean[] paused;
    private final @Nullable RuleEvaluator evaluator;
    private final @Nullable CardEvent event;
    private final double[] features;

    private Assessment(Admission admission) {
        this.admission = admission;
        score = 0.0;
        fired = new int[0];
        scores = new double[0];
        paused = new boolean[0];
        features = new double[0];
        evaluator = null;
        event = null;
    }

    Assessment(
            RuleEvaluator evaluator,
            CardEvent event,
            double[] features,
            int[] fired,
            double[] scores,
            boolean[] paused,
            double score) {
        this.admission = Admission.ADMITTED;
        this.evaluator = evaluator;
        this.event = event;
        this.features = features;
        this.fired = fired;
        this.scores = scores;
        this.paused = paused;
        this.score = score;
    }

    /** What an event comes to on which no rule fired, or which none was asked about. */
    public static Assessment silent(Admission admission) {
        return requireNonNull(SILENT.get(admission));
    }

    public Admission admission() {
        return admission;
    }

    /** The sum of the scores of the live rules that are not paused. */
    public double score() {
        return score;
    }

    /** How many rules fired, live and shadow. */
    public int fired() {
        return fired.length;
    }

    /** The index of a rule that fired, in the set's order. */
    public int rule(int place) {
        return fired[place];
    }

    /** What the rule that fired scored. */
    public double score(int place) {
        return scores[place];
    }

    /** Whether the rule that fired is paused because it floods. */
    public boolean isPaused(int place) {
        return paused[place];
    }

    /** Whether a live rule fired that is not paused. */
    public boolean speaks() {
        RuleEvaluator rules = evaluator;
        return rules != null
                && IntStream.range(0, fired.length).anyMatch(place -> speaks(rules, place));
    }

    private boolean speaks(RuleEvaluator rules, int place) {
        return rules.mode(fired[place]) == RuleMode.LIVE && !paused[place];
    }

    /** Whether a live rule fired that is not paused, and the score reaches the set's threshold. */
    public boolean alerts() {
        return evaluator != null && score >= evaluator.threshold() && speaks();
    }

    /** The live rules that fired and are not paused, in the set's order. */
    public List<Finding> findings() {
        RuleEvaluator rules = evaluator;
        return rules == null ? List.of() : findings(rules, place -> speaks(rules, place));
    }

    /** The shadow rules that fired: for counting, never for an alert. */
    public List<Finding> shadowFindings() {
        RuleEvaluator rules = evaluator;
        return rules == null
                ? List.of()
                : findings(rules, place -> rules.mode(fired[place]) == RuleMode.SHADOW);
    }

    private List<Finding> findings(RuleEvaluator rules, IntPredicate which) {
        CardEvent assessed = requireNonNull(event);
        return IntStream.range(0, fired.length)
                .filter(which)
                .mapToObj(place -> rules.finding(fired[place], scores[place], assessed, features))
                .toList();
    }

    @Override
    public String toString() {
        return "Assessment[" + admission + ", fired " + fired.length + "]";
    }
}
