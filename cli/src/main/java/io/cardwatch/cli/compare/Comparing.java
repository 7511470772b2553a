package io.cardwatch.cli.compare;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.Finding;
import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.compare.Comparison.AlertChange;
import io.cardwatch.cli.compare.Comparison.RuleChange;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.engine.Admission;
import io.cardwatch.event.CardEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets what two rule sets made of each measured event side by side. Grows with the alerts. */
final class Comparing {
    private final AlertGroup gained;
    private final AlertGroup lost;
    private final AlertGroup kept;
    private final Messaged messaged = new Messaged();
    private final Map<String, long[]> rules = new LinkedHashMap<>();

    /**
     * Nothing compared yet.
     *
     * @param most how many alerts of each kind are kept to be shown
     */
    Comparing(int most) {
        gained = new AlertGroup(most);
        lost = new AlertGroup(most);
        kept = new AlertGroup(most);
    }

    /** What both made of one event. */
    void add(JudgedEvent old, JudgedEvent changed) {
        Alert before = old.alert();
        Alert after = changed.alert();
        if (before == null && after == null) {
            return;
        }
        messaged.add(before, after);
        Alert shown = after == null ? requireNonNull(before) : after;
        AlertGroup group = before == null ? gained : after == null ? lost : kept;
        group.add(change(old, changed, shown));
        count(before, after == null ? 1 : 2);
        count(after, before == null ? 0 : 3);
    }

    private void count(@Nullable Alert alert, int column) {
        if (alert != null) {
            for (Finding finding : alert.findings()) {
                rules.computeIfAbsent(finding.ruleId(), first -> new long[4])[column]++;
            }
        }
    }

    private static AlertChange change(JudgedEvent old, JudgedEvent changed, Alert shown) {
        CardEvent event = old.event();
        return new AlertChange(
                shown.alertId(),
                event.eventId(),
                event.bankId(),
                event.cardRef(),
                event.eventTime(),
                event.amountMinor(),
                event.currency(),
                old.fraud(),
                old.scenario(),
                old.score(),
                outcome(old),
                changed.score(),
                outcome(changed),
                shown.findings());
    }

    private static String outcome(JudgedEvent judged) {
        if (judged.alert() != null) {
            return "alert";
        } else if (judged.suppressedBy() != null) {
            return judged.suppressedBy().name().toLowerCase(Locale.ROOT);
        } else if (judged.admission() != Admission.ADMITTED) {
            return judged.admission().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return judged.assessment().findings().isEmpty() ? "no rule fired" : "below the threshold";
    }

    Comparison comparison(BacktestResult old, BacktestResult changed) {
        List<RuleChange> byRule =
                rules.entrySet().stream()
                        .map(
                                rule ->
                                        new RuleChange(
                                                rule.getKey(),
                                                rule.getValue()[0],
                                                rule.getValue()[1],
                                                rule.getValue()[2],
                                                rule.getValue()[3]))
                        .toList();
        return new Comparison(
                old,
                changed,
                gained.alerts(),
                lost.alerts(),
                kept.alerts(),
                byRule,
                messaged.reach());
    }
}
