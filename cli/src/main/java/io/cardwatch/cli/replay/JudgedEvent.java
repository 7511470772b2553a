package io.cardwatch.cli.replay;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.ThrottleReason;
import io.cardwatch.engine.Admission;
import io.cardwatch.engine.Assessment;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the rules made of an event, as its cardholder would have been told. Overwritten with the
 * next event: keep what it gives, never it.
 */
public final class JudgedEvent {
    private final FraudEngine engine;
    private @Nullable LabelledEvent labelled;
    private CompiledRules rules;
    private Assessment assessment = Assessment.silent(Admission.NOT_SCORED);
    private boolean measured;
    private @Nullable Alert alert;
    private @Nullable ThrottleReason suppressedBy;
    private int[] notApplicable;
    private int notApplicableCount;

    JudgedEvent(FraudEngine engine, CompiledRules rules) {
        this.engine = engine;
        this.rules = rules;
        notApplicable = new int[rules.ruleSet().rules().size()];
    }

    void begin(LabelledEvent event, CompiledRules judgedBy, boolean isMeasured) {
        labelled = event;
        rules = judgedBy;
        measured = isMeasured;
        alert = null;
        suppressedBy = null;
        notApplicableCount = 0;
        if (notApplicable.length < judgedBy.ruleSet().rules().size()) {
            notApplicable = new int[judgedBy.ruleSet().rules().size()];
        }
    }

    void notApplicable(int rule) {
        notApplicable[notApplicableCount++] = rule;
    }

    void assessed(Assessment made) {
        assessment = made;
    }

    void alerted(Alert made) {
        alert = made;
    }

    void suppressed(ThrottleReason reason) {
        suppressedBy = reason;
    }

    public CardEvent event() {
        return labelled().event();
    }

    /** The event with what its file says of it. */
    public LabelledEvent labelled() {
        return requireNonNull(labelled, "nothing was judged yet");
    }

    /** Whether it was fraud; null where nobody knows. */
    public @Nullable Boolean fraud() {
        return labelled().fraud();
    }

    /** The kind of fraud that its file names, or null. */
    public @Nullable String scenario() {
        return labelled().scenario();
    }

    /** Whether it lies within the time that is measured; before it, windows only fill. */
    public boolean measured() {
        return measured;
    }

    /** What the card's stage made of it; only an admitted event was judged by rules. */
    public Admission admission() {
        return assessment.admission();
    }

    /** The sum of the scores of the live rules that fired and are not paused. */
    public double score() {
        return assessment.score();
    }

    /** Which rules fired; its findings are put into words when they are asked for. */
    public Assessment assessment() {
        return assessment;
    }

    /** The rules that judged it. */
    public CompiledRules rules() {
        return rules;
    }

    /**
     * The features of the event, one value per slot of its rules, NaN where missing; a copy.
     * Without meaning where the event was not admitted.
     */
    public double[] features() {
        return engine.features();
    }

    /** The rules that could not judge it for want of a value, by their places in the set. */
    public int[] notApplicable() {
        return Arrays.copyOf(notApplicable, notApplicableCount);
    }

    /** How many those are. */
    public int notApplicableCount() {
        return notApplicableCount;
    }

    /** One of those. */
    public int notApplicableRule(int place) {
        return notApplicable[place];
    }

    /** The alert, as it would stand on the topic; null where there is none. */
    public @Nullable Alert alert() {
        return alert;
    }

    /** What held an alert back; null where there is one, or nothing to hold back. */
    public @Nullable ThrottleReason suppressedBy() {
        return suppressedBy;
    }

    @Override
    public String toString() {
        return "JudgedEvent[redacted]";
    }
}
