package io.cardwatch.cli.console;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot go on; the message is for its user and says what to do about it.
 *
 * <p>The message is shown as it is, without a stack trace, and the command ends with the exit code.
 */
public final class CommandFailure extends Exception {
    private final int exitCode;

    private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What was checked does not hold, or something that should run does not. */
    public static CommandFailure doesNotHold(String message) {
        return new CommandFailure(ExitCode.DOES_NOT_HOLD, message, null);
    }

    /** As {@link #doesNotHold(String)}, with the cause for the log. */
    public static CommandFailure doesNotHold(String message, Throwable cause) {
        return new CommandFailure(ExitCode.DOES_NOT_HOLD, message, cause);
    }

    /** An option is wrong or an input cannot be read. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message, null);
    }

    /** As {@link #usage(String)}, with the cause for the log. */
    public static CommandFailure usage(String message, Throwable cause) {
        return new CommandFailure(ExitCode.USAGE, message, cause);
    }

    /** What the command ends with. */
    public int exitCode() {
        return exitCode;
    }
}
