package io.cardwatch.cli.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts the cards of a date once it is closed, and makes its lists. */
final class CountDay implements CardDays.Closing {
    private final Measurement measurement;
    private final Population all;
    private final Tally alerts;
    private final List<RuleTally> rules;
    private final List<ScenarioTally> byScenario;
    private long rankedDays;

    CountDay(Measurement measurement) {
        this.measurement = measurement;
        all = measurement.all;
        alerts = measurement.alerts;
        rules = measurement.rules;
        byScenario = measurement.byScenario;
    }

    /** For how many dates lists were made. */
    long rankedDays() {
        return rankedDays;
    }

    @Override
    public void closed(int day, List<CardDay> cardsOfDay) {
        List<CardDay> known = new ArrayList<>();
        List<List<CardDay>> byRule = new ArrayList<>();
        rules.forEach(rule -> byRule.add(new ArrayList<>()));
        measurement.day(day).cards += cardsOfDay.size();
        for (CardDay each : cardsOfDay) {
            if (each.isKnown()) {
                known.add(each);
                count(each, byRule);
            } else {
                countUnknown(each);
            }
        }
        if (!known.isEmpty()) {
            rankedDays++;
            rank(known, byRule);
        }
    }

    private void count(CardDay day, List<List<CardDay>> byRule) {
        if (day.isFraud()) {
            all.fraudDays++;
        } else {
            all.notFraudDays++;
        }
        if (day.alerted) {
            spoke(alerts, day);
        }
        for (int rule : day.rules()) {
            byRule.get(rule).add(day);
            spoke(rules.get(rule).said, day);
        }
        for (CardDay.Fraud fraud : day.frauds) {
            if (day.alerted && !fraud.alerted()) {
                alerts.missedOnItsDays.add(fraud.currency(), fraud.minor());
            }
            for (int rule : day.rules()) {
                if (!fraud.foundBy(rule)) {
                    rules.get(rule).said.missedOnItsDays.add(fraud.currency(), fraud.minor());
                }
            }
        }
        for (int scenario = 0; scenario < byScenario.size(); scenario++) {
            if (day.isFraudOf(scenario)) {
                countScenario(byScenario.get(scenario), scenario, day);
            }
        }
    }

    private void spoke(Tally tally, CardDay day) {
        if (day.isFraud()) {
            tally.daysOnFraud++;
        } else {
            tally.daysOnNotFraud++;
        }
    }

    private void countScenario(ScenarioTally tally, int scenario, CardDay day) {
        tally.there.fraudDays++;
        if (!day.alerted) {
            return;
        }
        tally.said.daysOnFraud++;
        for (CardDay.Fraud fraud : day.frauds) {
            if (fraud.scenario() == scenario && !fraud.alerted()) {
                tally.said.missedOnItsDays.add(fraud.currency(), fraud.minor());
            }
        }
    }

    private void countUnknown(CardDay day) {
        all.unknownDays++;
        alerts.daysOnUnknown += day.unknownAlerted ? 1 : 0;
        for (int rule : day.rulesOnUnknown()) {
            rules.get(rule).said.daysOnUnknown++;
        }
    }

    private void rank(List<CardDay> known, List<List<CardDay>> byRule) {
        RankedCards ranked = new RankedCards(measurement.settings.topCards(), known);
        ranked.byScore(
                (list, day) -> {
                    alerts.hits[list]++;
                    for (int scenario = 0; scenario < byScenario.size(); scenario++) {
                        byScenario.get(scenario).said.hits[list] += day.isFraudOf(scenario) ? 1 : 0;
                    }
                });
        for (int rule = 0; rule < byRule.size(); rule++) {
            Tally said = rules.get(rule).said;
            List<CardDay> firedOn = new ArrayList<>(byRule.get(rule));
            firedOn.sort(Comparator.comparing(day -> day.card));
            ranked.byRule(rule, 1 + rule, firedOn, (list, day) -> said.hits[list]++);
        }
    }
}
