package io.cardwatch.cli.backtest;

import io.cardwatch.rule.RuleMode;
import org.jspecify.annotations.Nullable;

/** What one rule did. */
final class RuleTally {
    final String id;
    final RuleMode mode;
    final Tally said;

    /** The events on which it fired, by its own score. */
    final ScoreCounts scores = new ScoreCounts();

    long notApplicable;
    long paused;
    long inAlertsOnFraud;
    long inAlertsOnNotFraud;
    long inAlertsOnUnknown;
    long onlyFrauds;

    RuleTally(String id, RuleMode mode, int lists) {
        this.id = id;
        this.mode = mode;
        said = new Tally(lists);
    }

    void inAlert(@Nullable Boolean fraud) {
        if (fraud == null) {
            inAlertsOnUnknown++;
        } else if (fraud) {
            inAlertsOnFraud++;
        } else {
            inAlertsOnNotFraud++;
        }
    }

    /** Average precision over all events, those on which it did not fire at score 0. */
    @Nullable Double averagePrecision(Population all) {
        ScoreCounts whole = new ScoreCounts();
        long frauds = all.frauds;
        long notFrauds = all.notFrauds;
        for (long score : scores.descending()) {
            long fraud = scores.get(score, ScoreCounts.FRAUD);
            long notFraud = scores.get(score, ScoreCounts.NOT_FRAUD);
            whole.add(score, ScoreCounts.FRAUD, fraud);
            whole.add(score, ScoreCounts.NOT_FRAUD, notFraud);
            frauds -= fraud;
            notFrauds -= notFraud;
        }
        whole.add(0, ScoreCounts.FRAUD, frauds);
        whole.add(0, ScoreCounts.NOT_FRAUD, notFrauds);
        return Rankings.averagePrecision(whole, whole);
    }
}
