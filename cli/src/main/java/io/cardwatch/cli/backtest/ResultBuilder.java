package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Day;
import io.cardwatch.cli.backtest.BacktestResult.Input;
import io.cardwatch.cli.backtest.BacktestResult.RuleFigures;
import io.cardwatch.cli.backtest.BacktestResult.Run;
import io.cardwatch.cli.backtest.BacktestResult.ScenarioFigures;
import io.cardwatch.cli.replay.ReplaySource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts a result together from everything that was counted. */
final class ResultBuilder {
    private final Measurement measured;
    private final FiguresBuilder figures;

    /** For a measurement that has ended. */
    ResultBuilder(Measurement measured) {
        this.measured = measured;
        figures =
                new FiguresBuilder(
                        measured.currencies,
                        measured.settings.topCards(),
                        measured.rankedDays(),
                        measured.days.size(),
                        measured.input.cards);
    }

    BacktestResult build(Run run, ReplaySource source) {
        return new BacktestResult(
                run,
                input(source),
                figures.figures(
                        measured.alerts,
                        measured.all,
                        Rankings.averagePrecision(measured.scores, measured.scores)),
                measured.flagged(),
                measured.suppressed,
                rules(),
                scenarios(),
                Rankings.curve(measured.scores, run.threshold()),
                days(),
                Rankings.histogram(measured.scores),
                measured.overlaps.all(measured.rules),
                measured.falseAlarms.byScoreThenMoney(),
                measured.missedFrauds.byMoneyThenScore());
    }

    private Input input(ReplaySource source) {
        InputTally input = measured.input;
        return new Input(
                source.rows(),
                source.refused().all(),
                source.refusedLabels().all(),
                source.doubts().all(),
                source.baseCurrencies(),
                input.outside,
                input.notJudged,
                input.leftOut,
                input.measured,
                input.late,
                input.behindDay,
                measured.all.frauds,
                measured.all.notFrauds,
                measured.all.unknown,
                input.cards,
                measured.days.size(),
                input.first,
                input.last);
    }

    private List<RuleFigures> rules() {
        return measured.rules.stream().map(this::rule).toList();
    }

    private RuleFigures rule(RuleTally rule) {
        return new RuleFigures(
                rule.id,
                rule.mode.keyword(),
                figures.figures(rule.said, measured.all, rule.averagePrecision(measured.all)),
                rule.notApplicable,
                rule.paused,
                rule.inAlertsOnFraud + rule.inAlertsOnNotFraud + rule.inAlertsOnUnknown,
                rule.inAlertsOnFraud,
                rule.inAlertsOnNotFraud,
                rule.onlyFrauds);
    }

    private List<ScenarioFigures> scenarios() {
        List<ScenarioFigures> scenarios = new ArrayList<>();
        for (int number = 0; number < measured.byScenario.size(); number++) {
            ScenarioTally tally = measured.byScenario.get(number);
            tally.there.sharesOthersOf(measured.all);
            tally.said.sharesFalseAlarmsOf(measured.alerts);
            scenarios.add(
                    new ScenarioFigures(
                            measured.scenarios.name(number),
                            figures.figures(
                                    tally.said,
                                    tally.there,
                                    Rankings.averagePrecision(tally.scores, measured.scores))));
        }
        scenarios.sort(Comparator.comparing(ScenarioFigures::name));
        return scenarios;
    }

    private List<Day> days() {
        List<Day> days = new ArrayList<>();
        measured.days.forEach(
                (date, day) ->
                        days.add(
                                new Day(
                                        LocalDate.ofEpochDay(date).toString(),
                                        day.events,
                                        day.cards,
                                        day.frauds,
                                        day.alerts[0] + day.alerts[1] + day.alerts[2],
                                        day.alerts[ScoreCounts.FRAUD],
                                        day.alerts[ScoreCounts.NOT_FRAUD],
                                        day.alerts[ScoreCounts.UNKNOWN])));
        return days;
    }
}
