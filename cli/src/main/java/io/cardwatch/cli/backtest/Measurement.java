package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.ReplayListener;
import io.cardwatch.engine.Admission;
import io.cardwatch.engine.Assessment;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Rule;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the rules made of each event against what it was. Memory grows with the cards and the
 * dates, not with the events.
 */
final class Measurement implements ReplayListener {
    /** The number of the whole set among those who speak of events; rules follow. */
    static final int SET = 0;

    private static final int MOST_SCENARIOS = 50;
    private static final int NO_SCENARIO = -1;

    final InputTally input = new InputTally();
    final Population all = new Population();
    final Tally alerts;
    final ScoreCounts scores = new ScoreCounts();
    final List<RuleTally> rules = new ArrayList<>();
    final Names scenarios = new Names(MOST_SCENARIOS, "(others)");
    final List<ScenarioTally> byScenario = new ArrayList<>();
    final Names currencies = new Names(Integer.MAX_VALUE, "");
    final Overlaps overlaps = new Overlaps();
    final WorstCases falseAlarms = new WorstCases();
    final WorstCases missedFrauds = new WorstCases();
    final Map<String, Long> suppressed = new TreeMap<>(Map.of("cooldown", 0L, "budget", 0L));
    final TreeMap<Integer, DayTally> days = new TreeMap<>();
    final MeasureSettings settings;

    private final MeasuredEvents further;
    private final Map<String, Map<String, Card>> cards = new HashMap<>();
    private final CountDay closing;
    private final CardDays cardDays;
    private final long[] flagged = new long[3];
    private final int[] fired;
    private final long inForce;
    private int firedCount;
    private int liveFired;

    Measurement(RuleSet set, MeasureSettings settings, MeasuredEvents further) {
        this.settings = settings;
        this.further = further;
        inForce = ScoreCounts.thousandths(set.alerting().threshold());
        int lists = settings.topCards().size();
        alerts = new Tally(lists);
        for (Rule rule : set.rules()) {
            rules.add(new RuleTally(rule.id(), rule.mode(), lists));
        }
        fired = new int[rules.size()];
        closing = new CountDay(this);
        cardDays = new CardDays(closing);
    }

    @Override
    public void judged(JudgedEvent judged) {
        CardEvent event = judged.event();
        long time = event.eventTime().toEpochMilli();
        cardDays.see(time);
        rememberKnown(judged, event);
        if (!judged.measured()) {
            input.outside++;
            return;
        }
        Admission admission = judged.admission();
        if (admission != Admission.ADMITTED && admission != Admission.LATE) {
            input.notJudged.merge(word(admission.name()), 1L, Long::sum);
            return;
        }
        Card card = card(event);
        int day = CardDays.day(time);
        if (settings.leaveOutKnown() && card.fraudKnownAt < CardDays.start(day)) {
            input.leftOut++;
            return;
        }
        measure(judged, event, card, time, day);
    }

    private void rememberKnown(JudgedEvent judged, CardEvent event) {
        Instant knownAt = judged.labelled().knownAt();
        Instant since = settings.knownSince();
        if (settings.leaveOutKnown()
                && knownAt != null
                && Boolean.TRUE.equals(judged.fraud())
                && (since == null || !event.eventTime().isBefore(since))) {
            Card card = card(event);
            card.fraudKnownAt = Math.min(card.fraudKnownAt, knownAt.toEpochMilli());
        }
    }

    /** What happened on a date so far. */
    DayTally day(int day) {
        return days.computeIfAbsent(day, first -> new DayTally());
    }

    private Card card(CardEvent event) {
        return cards.computeIfAbsent(event.bankId(), bank -> new HashMap<>())
                .computeIfAbsent(event.cardRef(), ref -> new Card(event.bankId(), ref));
    }

    private void measure(JudgedEvent judged, CardEvent event, Card card, long time, int day) {
        Boolean fraud = judged.fraud();
        long thousandths = ScoreCounts.thousandths(judged.score());
        countInput(judged, event, card);
        int column = ScoreCounts.column(fraud);
        scores.add(thousandths, column);
        DayTally onDay = day(day);
        onDay.events++;
        CardDay cardDay = cardDays.of(card, day);
        if (cardDay == null) {
            input.behindDay++;
        }
        collectFired(judged, fraud);
        boolean alerted = judged.alert() != null;
        int currency = currencies.number(event.currency());
        if (fraud == null) {
            all.unknown++;
        } else if (fraud) {
            onDay.frauds++;
            fraud(judged, card, cardDay, time, thousandths, currency);
        } else {
            all.notFrauds++;
        }
        if (cardDay != null) {
            addTo(cardDay, judged, fraud, thousandths);
        }
        if (liveFired > 0 && thousandths >= inForce) {
            flagged[column]++;
        }
        if (judged.suppressedBy() != null) {
            suppressed.merge(word(judged.suppressedBy().name()), 1L, Long::sum);
        }
        if (alerted) {
            onDay.alerts[column]++;
            alerts.said(fraud, currency, event.amountMinor());
            speaks(card, SET, alerts, time);
            speaksOfScenarios(card, time);
        }
        countRules(judged, fraud, card, time, currency, alerted);
        offer(judged, fraud, alerted);
        further.measured(judged, thousandths);
    }

    private void countInput(JudgedEvent judged, CardEvent event, Card card) {
        input.measured++;
        if (judged.admission() == Admission.LATE) {
            input.late++;
        }
        if (!card.measured) {
            card.measured = true;
            input.cards++;
        }
        input.seen(event.eventTime());
    }

    /** The rules that fired and are not paused. */
    private void collectFired(JudgedEvent judged, @Nullable Boolean fraud) {
        Assessment assessment = judged.assessment();
        firedCount = 0;
        liveFired = 0;
        int lastLive = 0;
        for (int place = 0; place < assessment.fired(); place++) {
            int rule = assessment.rule(place);
            if (assessment.isPaused(place)) {
                rules.get(rule).paused++;
                continue;
            }
            fired[firedCount++] = rule;
            if (rules.get(rule).mode == RuleMode.LIVE) {
                liveFired++;
                lastLive = rule;
            }
        }
        if (liveFired == 1 && Boolean.TRUE.equals(fraud)) {
            rules.get(lastLive).onlyFrauds++;
        }
    }

    private void fraud(
            JudgedEvent judged,
            Card card,
            @Nullable CardDay cardDay,
            long time,
            long thousandths,
            int currency) {
        long minor = judged.event().amountMinor();
        all.frauds++;
        all.fraudMoney.add(currency, minor);
        Card.History history = card.history;
        if (history == null) {
            history = new Card.History(time);
            card.history = history;
            all.fraudCards++;
        }
        int scenario = judged.scenario() == null ? NO_SCENARIO : scenario(judged.scenario());
        if (scenario != NO_SCENARIO) {
            ScenarioTally tally = byScenario.get(scenario);
            tally.there.frauds++;
            tally.there.fraudMoney.add(currency, minor);
            tally.scores.add(thousandths, ScoreCounts.FRAUD);
            if (history.isFirstOf(scenario, time)) {
                tally.there.fraudCards++;
            }
            if (judged.alert() != null) {
                tally.said.said(true, currency, minor);
            }
        }
        if (cardDay != null) {
            cardDay.frauds.add(
                    new CardDay.Fraud(
                            currency,
                            minor,
                            scenario,
                            judged.alert() != null,
                            Arrays.copyOf(fired, firedCount)));
        }
    }

    private int scenario(String name) {
        int number = scenarios.number(name);
        while (byScenario.size() <= number) {
            byScenario.add(new ScenarioTally(settings.topCards().size()));
        }
        return number;
    }

    private void addTo(CardDay day, JudgedEvent judged, @Nullable Boolean fraud, long thousandths) {
        boolean alerted = judged.alert() != null;
        if (fraud == null) {
            day.unknownAlerted |= alerted;
        } else {
            day.know(thousandths, alerted);
        }
        Assessment assessment = judged.assessment();
        for (int place = 0; place < assessment.fired(); place++) {
            if (assessment.isPaused(place)) {
                continue;
            }
            if (fraud == null) {
                day.firedOnUnknown(assessment.rule(place));
            } else {
                day.fired(assessment.rule(place), ScoreCounts.thousandths(assessment.score(place)));
            }
        }
    }

    /** Speaks of a card; the first time after its first fraud is remembered. */
    private static void speaks(Card card, int speaker, Tally tally, long time) {
        Card.History history = card.history;
        if (history != null && history.speaksFirst(speaker)) {
            tally.spokeAfter(time - history.first());
        }
    }

    private void speaksOfScenarios(Card card, long time) {
        Card.History history = card.history;
        for (int scenario = 0; history != null && scenario < byScenario.size(); scenario++) {
            long first = history.firstOf(scenario);
            if (first != Card.NEVER && history.speaksFirst(1 + rules.size() + scenario)) {
                byScenario.get(scenario).said.spokeAfter(time - first);
            }
        }
    }

    private void countRules(
            JudgedEvent judged,
            @Nullable Boolean fraud,
            Card card,
            long time,
            int currency,
            boolean alerted) {
        for (int place = 0; place < judged.notApplicableCount(); place++) {
            rules.get(judged.notApplicableRule(place)).notApplicable++;
        }
        Assessment assessment = judged.assessment();
        for (int place = 0; place < assessment.fired(); place++) {
            if (assessment.isPaused(place)) {
                continue;
            }
            int rule = assessment.rule(place);
            RuleTally tally = rules.get(rule);
            tally.scores.add(
                    ScoreCounts.thousandths(assessment.score(place)), ScoreCounts.column(fraud));
            tally.said.said(fraud, currency, judged.event().amountMinor());
            speaks(card, 1 + rule, tally.said, time);
            if (alerted && tally.mode == RuleMode.LIVE) {
                tally.inAlert(fraud);
            }
        }
        if (firedCount > 1) {
            overlaps.fired(fired, firedCount, fraud, alerted);
        }
    }

    private void offer(JudgedEvent judged, @Nullable Boolean fraud, boolean alerted) {
        if (fraud != null && fraud != alerted) {
            (fraud ? missedFrauds : falseAlarms)
                    .offer(judged.score(), judged.event().amount(), () -> Cases.of(judged));
        }
    }

    /** Counts what is still open. */
    void end() {
        cardDays.closeAll();
    }

    Counts flagged() {
        return FiguresBuilder.counts(
                flagged[ScoreCounts.FRAUD],
                flagged[ScoreCounts.NOT_FRAUD],
                all.frauds,
                all.notFrauds,
                flagged[ScoreCounts.UNKNOWN],
                all.unknown);
    }

    /** For how many dates lists of cards were made. */
    long rankedDays() {
        return closing.rankedDays();
    }

    static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
