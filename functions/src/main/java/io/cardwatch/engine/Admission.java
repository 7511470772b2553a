package io.cardwatch.engine;

/** What the card's stage makes of an event. */
public enum Admission {
    /** It enters the windows and is evaluated. */
    ADMITTED,
    /** Its id, or the id of the authorisation that it advises of, was seen within the horizon. */
    DUPLICATE,
    /** It is older than its card's newest event by more than the allowed lateness. */
    LATE,
    /** It takes an earlier event back, which no window holds. */
    REVERSAL,
    /** It took an earlier event back out of the windows. */
    REVERSED,
    /** It is a refund: remembered by its id, and otherwise passed by. */
    NOT_SCORED
}
