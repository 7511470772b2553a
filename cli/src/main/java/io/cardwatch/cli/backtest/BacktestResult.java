package io.cardwatch.cli.backtest;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Finding;
import io.cardwatch.cli.replay.RefusedRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a backtest found out; {@code docs/backtest.md} defines each figure. A figure that
 * does not exist (no frauds, no alerts, no labels) is null, never 0 or NaN.
 *
 * @param run what was run on what
 * @param input what became of the files' rows
 * @param total the figures of the set's alerts
 * @param flagged the events that reached the threshold, before cooldown and budget
 * @param suppressed why some of those made no alert, by reason
 * @param rules each rule for itself, in the set's order: what it fired on, whatever the threshold
 * @param scenarios the alerts against each kind of fraud alone, by name
 * @param curve precision over recall as the threshold falls; each point is one of the exact curve,
 *     and not all of those are here
 * @param days by date, those without an event left out
 * @param histogram how scores are spread; the first bin holds score 0 alone
 * @param overlaps the pairs of rules that fired on the same event, most common first
 * @param falseAlarms alerts on what was no fraud: those of the highest scores and of the most money
 * @param missedFrauds frauds without an alert: those of the most money and of the highest scores
 */
public record BacktestResult(
        Run run,
        Input input,
        Figures total,
        Counts flagged,
        Map<String, Long> suppressed,
        List<RuleFigures> rules,
        List<ScenarioFigures> scenarios,
        List<CurvePoint> curve,
        List<Day> days,
        List<ScoreBin> histogram,
        List<Overlap> overlaps,
        List<Case> falseAlarms,
        List<Case> missedFrauds) {
    public BacktestResult {
        requireNonNull(run, "run");
        requireNonNull(input, "input");
        requireNonNull(total, "total");
        requireNonNull(flagged, "flagged");
        suppressed = Map.copyOf(suppressed);
        rules = List.copyOf(rules);
        scenarios = List.copyOf(scenarios);
        curve = List.copyOf(curve);
        days = List.copyOf(days);
        histogram = List.copyOf(histogram);
        overlaps = List.copyOf(overlaps);
        falseAlarms = List.copyOf(falseAlarms);
        missedFrauds = List.copyOf(missedFrauds);
    }

    /**
     * What was run.
     *
     * @param threshold the summed score from which an event is a candidate for an alert
     * @param cooldownMillis how long a rule that alerted on a card is quiet there
     * @param budgetPerDay alerts a cardholder gets a day at most; null for no bound
     * @param ordering {@code arrival} or {@code event-time}
     * @param from from when on events are measured, or null
     * @param until until when, or null
     * @param knownFraudCards {@code keep} or {@code leave-out}
     * @param knownSince since when frauds make a card known, or null
     */
    public record Run(
            String ruleSet,
            String ruleSetVersion,
            String ruleFile,
            List<String> eventFiles,
            @Nullable String labelFile,
            double threshold,
            long cooldownMillis,
            @Nullable Integer budgetPerDay,
            String ordering,
            long labelDelayMillis,
            @Nullable Instant from,
            @Nullable Instant until,
            String knownFraudCards,
            @Nullable Instant knownSince) {
        public Run {
            eventFiles = List.copyOf(eventFiles);
        }
    }

    /**
     * What became of the rows. Events outside of the measured time are counted as such and nowhere
     * else; each event inside is measured, left out, or not judged.
     *
     * @param rows rows read, refused ones included
     * @param refused rows that are no events
     * @param refusedLabels labels that cannot be read: nobody knows of their events
     * @param doubts rows that are events, and yet not quite as the files have them
     * @param baseCurrencies what each bank's own amounts are in
     * @param outside events before the measured time, which filled the windows, or after it
     * @param notJudged events that no rule was asked about and that are not measured, by what they
     *     are: duplicates, reversals, refunds
     * @param leftOut events of cards whose fraud was known, where those are left out
     * @param measured events that the figures are over, late ones included
     * @param late of those: came too late to be judged, and count as not alerted
     * @param behindDay of those: came more than a day after their own, and are in no figure by
     *     cards
     * @param fraud of those: known to be fraud
     * @param notFraud of those: known to be none
     * @param unknown of those: nobody knows
     * @param cards how many cards those are of
     * @param days on how many dates (UTC) they happened
     * @param first when the first one happened, or null where there is none
     * @param last when the last one happened
     */
    public record Input(
            long rows,
            List<RefusedRows.Refused> refused,
            List<RefusedRows.Refused> refusedLabels,
            List<RefusedRows.Refused> doubts,
            Map<String, String> baseCurrencies,
            long outside,
            Map<String, Long> notJudged,
            long leftOut,
            long measured,
            long late,
            long behindDay,
            long fraud,
            long notFraud,
            long unknown,
            long cards,
            long days,
            @Nullable Instant first,
            @Nullable Instant last) {
        public Input {
            refused = List.copyOf(refused);
            refusedLabels = List.copyOf(refusedLabels);
            doubts = List.copyOf(doubts);
            baseCurrencies = Map.copyOf(baseCurrencies);
            notJudged = Map.copyOf(notJudged);
        }
    }

    /**
     * How well something that speaks of events does: the set by its alerts, or a rule by firing.
     *
     * @param events event by event
     * @param cardDays by card and date: fraud where one of its events was, alerted where one was
     * @param averagePrecision of the ranking by score
     * @param topCards precision at k cards a day, for each k that was asked for
     * @param alerts how often it spoke
     * @param money by currency
     * @param firstAlert from a card's first fraud on
     */
    public record Figures(
            Counts events,
            Counts cardDays,
            @Nullable Double averagePrecision,
            List<TopCards> topCards,
            long alerts,
            @Nullable Double alertsPerDay,
            @Nullable Double alertsPerThousandCards,
            @Nullable Double alertsPerDayPerThousandCards,
            List<Money> money,
            Delay firstAlert) {
        public Figures {
            topCards = List.copyOf(topCards);
            money = List.copyOf(money);
        }
    }

    /** What was said against what was so; what nobody knows is in no quotient. */
    public record Counts(
            long truePositives,
            long falsePositives,
            long falseNegatives,
            long trueNegatives,
            long unknownAlerted,
            long unknownSilent,
            @Nullable Double precision,
            @Nullable Double recall,
            @Nullable Double f1) {}

    /**
     * The k cards of the highest score of each day.
     *
     * @param hits how many of them had a fraud that day, over all days
     */
    public record TopCards(int k, long hits, long days, @Nullable Double precision) {}

    /**
     * Money in minor units of one currency.
     *
     * @param exponent how many decimals its major unit has
     * @param fraudMinor of all frauds
     * @param caughtMinor of frauds that were alerted
     * @param missedMinor of frauds that were not
     * @param missedOnAlertedCardDaysMinor of those, on a day on which the card had an alert
     * @param falseAlarmMinor of events that were alerted and were no frauds
     */
    public record Money(
            String currency,
            int exponent,
            long fraudMinor,
            long caughtMinor,
            long missedMinor,
            long missedOnAlertedCardDaysMinor,
            long falseAlarmMinor) {}

    /**
     * From a card's first measured fraud to its first alert from then on.
     *
     * @param fraudCards cards with a fraud
     * @param alertedCards of those: had an alert
     */
    public record Delay(
            long fraudCards,
            long alertedCards,
            @Nullable Long medianMillis,
            @Nullable Long p90Millis) {}

    /**
     * A rule.
     *
     * @param mode {@code live}, {@code shadow} or {@code off}
     * @param figures of what it fired on; its ranking is by its own score
     * @param notApplicable measured events that it could not judge for want of a value
     * @param paused measured events on which it fired while it was paused because it flooded
     * @param inAlerts alerts that it is a finding of
     * @param inAlertsOnFraud of those: on frauds
     * @param inAlertsOnNotFraud of those: on what was none
     * @param onlyFrauds frauds on which no other live rule fired
     */
    public record RuleFigures(
            String id,
            String mode,
            Figures figures,
            long notApplicable,
            long paused,
            long inAlerts,
            long inAlertsOnFraud,
            long inAlertsOnNotFraud,
            long onlyFrauds) {}

    /** A kind of fraud; frauds of other kinds are in none of its figures. */
    public record ScenarioFigures(String name, Figures figures) {}

    /**
     * What the set would do at another threshold, before cooldown and budget.
     *
     * @param score events of this score and above would be candidates
     * @param flagged how many known ones those are
     * @param inForce whether it is the last point at or above the threshold in force
     */
    public record CurvePoint(
            double score, double precision, double recall, long flagged, boolean inForce) {}

    /** A date (UTC). */
    public record Day(
            String date,
            long events,
            long cards,
            long frauds,
            long alerts,
            long alertsOnFraud,
            long alertsOnNotFraud,
            long alertsOnUnknown) {}

    /** Scores from {@code from} (included) to {@code to} (not; in the first bin both are 0). */
    public record ScoreBin(double from, double to, long fraud, long notFraud, long unknown) {}

    /** Two live or shadow rules and the measured events on which both fired. */
    public record Overlap(
            String rule, String other, long events, long frauds, long notFrauds, long alerts) {}

    /**
     * An event to look at.
     *
     * @param findings the live rules that fired, in the set's order
     * @param features the values of all features of the set that it had
     * @param why for a missed fraud, why there was no alert: {@code no rule fired}, {@code below
     *     the threshold}, {@code cooldown}, {@code budget} or {@code late}
     */
    public record Case(
            String eventId,
            String bankId,
            String cardRef,
            Instant eventTime,
            long amountMinor,
            String currency,
            int exponent,
            @Nullable String merchantId,
            @Nullable String merchantName,
            @Nullable String scenario,
            double score,
            List<Finding> findings,
            Map<String, Double> features,
            @Nullable String why) {
        @Override
        public String toString() {
            return "Case[redacted]";
        }
    }
}
