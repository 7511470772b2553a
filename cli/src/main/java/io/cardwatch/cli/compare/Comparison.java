package io.cardwatch.cli.compare;

import io.cardwatch.alert.Finding;
import io.cardwatch.cli.backtest.BacktestResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two rule sets over the same events.
 *
 * @param oldFigures of the set that is in force
 * @param newFigures of the one that is to take its place
 * @param gained alerts of the new set alone
 * @param lost alerts of the old set alone
 * @param kept alerts of both, by the same id
 * @param rules by rule, the alerts gained and lost that it is a finding of
 * @param reach how many customers each set would message
 */
public record Comparison(
        BacktestResult oldFigures,
        BacktestResult newFigures,
        Alerts gained,
        Alerts lost,
        Alerts kept,
        List<RuleChange> rules,
        Reach reach) {
    public Comparison {
        rules = List.copyOf(rules);
    }

    /**
     * Alerts of one kind.
     *
     * @param top the most important ones: frauds first, then by the greater score, then amount
     */
    public record Alerts(
            long count, long fraud, long notFraud, long unknown, List<AlertChange> top) {
        public Alerts {
            top = List.copyOf(top);
        }
    }

    /**
     * An alert.
     *
     * @param fraud null where nobody knows
     * @param oldScore what the old set made of the event
     * @param oldOutcome {@code alert}, or why there was none
     * @param findings the rules that made the alert, of the new set where both did
     */
    public record AlertChange(
            String alertId,
            String eventId,
            String bankId,
            String cardRef,
            Instant eventTime,
            long amountMinor,
            String currency,
            @Nullable Boolean fraud,
            @Nullable String scenario,
            double oldScore,
            String oldOutcome,
            double newScore,
            String newOutcome,
            List<Finding> findings) {
        public AlertChange {
            findings = List.copyOf(findings);
        }

        @Override
        public String toString() {
            return "AlertChange[" + alertId + "]";
        }
    }

    /**
     * A rule and the alerts that it has a part in.
     *
     * @param keptOld of the kept alerts, those as the old set made them
     * @param keptNew of the same alerts, those as the new set made them
     */
    public record RuleChange(String rule, long gained, long lost, long keptOld, long keptNew) {}

    /**
     * The blast radius.
     *
     * @param oldCustomers distinct customers the old set messages
     * @param newCustomers distinct customers the new set messages
     * @param firstTime customers whom only the new set messages
     * @param noMore customers whom only the old set messages
     * @param gainedOnHeardDays alerts gained by customers whom the old set messages on that date
     *     too
     * @param lostOnHeardDays alerts lost by customers whom the new set still messages on that date:
     *     mostly the same burst, told at another of its payments
     * @param oldMost its day with the most customers, or null where there is none
     * @param days by date (UTC), those without a message left out
     */
    public record Reach(
            long oldCustomers,
            long newCustomers,
            long firstTime,
            long noMore,
            long gainedOnHeardDays,
            long lostOnHeardDays,
            @Nullable Most oldMost,
            @Nullable Most newMost,
            Map<String, Day> days) {}

    /** A date and how many customers are messaged on it. */
    public record Most(String date, long customers) {}

    /**
     * Distinct customers messaged on one date.
     *
     * @param onlyNew those among them whom the old set does not message on that date
     */
    public record Day(long oldCustomers, long newCustomers, long onlyNew) {}
}
