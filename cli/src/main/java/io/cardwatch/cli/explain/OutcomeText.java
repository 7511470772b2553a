package io.cardwatch.cli.explain;

import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.Severity;
import io.cardwatch.cli.explain.Explanation.RuleLine;
import io.cardwatch.cli.explain.Explanation.State;
import io.cardwatch.cli.replay.Ordering;
import io.cardwatch.engine.Admission;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Says in words what became of an event. */
final class OutcomeText {
    private final Explanation explanation;
    private final Alerting alerting;
    private final EngineSettings engine;
    private final boolean byTime;

    OutcomeText(Explanation explanation) {
        this.explanation = explanation;
        this.alerting = explanation.set().alerting();
        this.engine = explanation.settings().engine();
        this.byTime = explanation.settings().ordering() == Ordering.EVENT_TIME;
    }

    /** One sentence, with the score against the threshold where there is one. */
    String sentence() {
        String score =
                "score "
                        + Numbers.plain(explanation.score())
                        + ", threshold "
                        + Numbers.plain(alerting.threshold());
        return switch (explanation.outcome()) {
            case ALERT ->
                    "Alert "
                            + AlertId.of(
                                    explanation.event().bankId(), explanation.event().eventId())
                            + ", severity "
                            + severity()
                            + ": "
                            + score;
            case BELOW_THRESHOLD -> "No alert: " + score + missingScore();
            case COOLDOWN ->
                    "No alert: "
                            + score
                            + ", held back by the cooldown of "
                            + Durations.text(alerting.cooldown());
            case SNOOZED -> "No alert: " + score + ", snoozed by the cardholder";
            case BUDGET ->
                    "No alert: "
                            + score
                            + ", held back by the budget of "
                            + alerting.budgetPerDay()
                            + " alerts a day (UTC)";
            case DUPLICATE ->
                    "Dropped as a duplicate: this id, or the authorisation that it advises of or"
                            + " reverses, was seen on the card within "
                            + Durations.text(engine.dedupeHorizon())
                            + " before";
            case LATE ->
                    "Dropped as late: older than "
                            + (byTime ? "its file's clock" : "the newest event of its card")
                            + " by more than the allowed lateness of "
                            + Durations.text(engine.allowedLateness());
            case NOT_SCORED -> notScored();
        };
    }

    private String severity() {
        return Severity.of(explanation.score(), alerting.bands()).name().toLowerCase(Locale.ROOT);
    }

    private String missingScore() {
        double missing = alerting.threshold() - explanation.score();
        return missing > 0
                ? ", " + Numbers.plain(missing) + " more needed"
                : ", no live rule fired";
    }

    private String notScored() {
        return switch (explanation.admission()) {
            case REVERSED -> "Not judged: a reversal, which took its original out of the windows";
            case REVERSAL -> "Not judged: a reversal of an event that no window holds";
            case ADMITTED, DUPLICATE, LATE, NOT_SCORED -> "Not judged: a refund";
        };
    }

    /** What else held it back, or would have been counted. */
    List<String> details() {
        List<String> details = new ArrayList<>();
        explanation
                .heldBackBy()
                .forEach(
                        alert ->
                                details.add(
                                        alert.at()
                                                + " "
                                                + String.join(", ", alert.rules())
                                                + " alerted on event "
                                                + alert.eventId()
                                                + " (alert "
                                                + alert.alertId()
                                                + ")"
                                                + coolsUntil(alert)));
        uncounted(
                details,
                line -> line.state() == State.PAUSED,
                "paused since they fire on too many events");
        uncounted(
                details,
                line -> line.state() == State.FIRED && line.rule().mode() == RuleMode.SHADOW,
                "in shadow mode, which never counts");
        return details;
    }

    private String coolsUntil(Explanation.EarlierAlert alert) {
        return explanation.outcome() == Explanation.Outcome.COOLDOWN
                ? ", cooling until " + alert.at().plus(alerting.cooldown())
                : "";
    }

    private void uncounted(List<String> details, Predicate<RuleLine> which, String why) {
        List<RuleLine> lines = explanation.rules().stream().filter(which).toList();
        if (!lines.isEmpty()) {
            double score = lines.stream().mapToDouble(line -> line.trace().score()).sum();
            details.add(
                    "not counted, "
                            + why
                            + ": "
                            + String.join(", ", lines.stream().map(l -> l.rule().id()).toList())
                            + ", "
                            + Numbers.plain(score)
                            + " (with it the score would be "
                            + Numbers.plain(explanation.score() + score)
                            + ")");
        }
    }

    /** Whether the rules were asked at all. */
    boolean judged() {
        return explanation.admission() == Admission.ADMITTED;
    }
}
