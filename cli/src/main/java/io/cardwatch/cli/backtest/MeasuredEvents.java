package io.cardwatch.cli.backtest;

import io.cardwatch.cli.replay.JudgedEvent;

/** Hears of exactly the events that the figures are over. */
public interface MeasuredEvents {
    /** Where nobody asks for them. */
    MeasuredEvents NONE = (event, thousandths) -> {};

    /**
     * An event is measured.
     *
     * @param thousandths its score, as figures take it
     */
    void measured(JudgedEvent event, long thousandths);
}
