package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.operator.RulesStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Pushes a set and waits until the running job says what became of it. */
final class Confirmation {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final RulesStore store;
    private final Terminal terminal;
    private final LongSupplier ticker;

    /**
     * @param ticker nanoseconds from any start, as {@link System#nanoTime}
     */
    Confirmation(RulesStore store, Terminal terminal, LongSupplier ticker) {
        this.store = store;
        this.terminal = terminal;
        this.ticker = ticker;
    }

    /**
     * Waits for a set that was just pushed, and says what it hears.
     *
     * @return the command's exit code
     */
    int await(long sequence, Duration patience) throws CommandFailure {
        if (patience.isZero()) {
            terminal.print("Not waited for: 'cardwatch rules status' tells what became of it.");
            return ExitCode.DONE;
        }
        SetState state = new SetState(sequence);
        long started = ticker.getAsLong();
        while (ticker.getAsLong() - started < patience.toNanos()) {
            for (RulesStatus report : store.newReports(LOOK)) {
                state.add(report);
            }
            switch (state.outcome()) {
                case REFUSED -> {
                    return refused(state);
                }
                case ACTIVE -> {
                    return active(state, ticker.getAsLong() - started);
                }
                case ACCEPTED, NOT_REPORTED -> terminal.status(waiting(state));
            }
        }
        terminal.status("");
        terminal.print(
                terminal.warning("Not confirmed within " + words(patience) + ": ")
                        + unconfirmed(state));
        return ExitCode.DOES_NOT_HOLD;
    }

    private int refused(SetState state) {
        terminal.status("");
        terminal.print(
                terminal.warning("Refused") + " by the running job; what was in force stays:");
        state.problems().forEach(terminal::print);
        return ExitCode.DOES_NOT_HOLD;
    }

    private int active(SetState state, long nanos) {
        terminal.status("");
        terminal.print(
                String.format(
                        Locale.ROOT,
                        "%s on %d of %d subtasks after %.1f s",
                        terminal.good("Active"),
                        state.activeSubtasks(),
                        state.of(),
                        nanos / 1e9));
        return ExitCode.DONE;
    }

    private static String waiting(SetState state) {
        return state.outcome() == SetState.Outcome.NOT_REPORTED
                ? "Waiting for the running job ..."
                : "Accepted, active on " + activeOf(state) + " ...";
    }

    private static String unconfirmed(SetState state) {
        return state.outcome() == SetState.Outcome.NOT_REPORTED
                ? "no job has answered. Does a fraud-alert job run that reads this topic? It takes"
                        + " the set up when it does."
                : "accepted, but active on " + activeOf(state) + " only.";
    }

    private static String activeOf(SetState state) {
        return state.of() == 0
                ? "no subtask"
                : state.activeSubtasks() + " of " + state.of() + " subtasks";
    }

    private static String words(Duration patience) {
        return patience.toMillis() % 1000 == 0
                ? patience.toSeconds() + " s"
                : patience.toMillis() + " ms";
    }
}
