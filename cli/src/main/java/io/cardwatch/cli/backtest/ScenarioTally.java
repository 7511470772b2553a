package io.cardwatch.cli.backtest;

/** One kind of fraud. */
final class ScenarioTally {
    final Population there = new Population();
    final Tally said;
    final ScoreCounts scores = new ScoreCounts();

    ScenarioTally(int lists) {
        said = new Tally(lists);
    }
}
