package io.cardwatch.cli.console;

/** What a command ends with. */
public final class ExitCode {
    /** Done, and what was checked holds. */
    public static final int DONE = 0;

    /** What was checked does not hold, or the command could not finish. */
    public static final int DOES_NOT_HOLD = 1;

    /** Wrong usage, or an input that cannot be read. */
    public static final int USAGE = 2;

    /** Ended by Ctrl-C, as shells count it: 128 and the signal's number. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
