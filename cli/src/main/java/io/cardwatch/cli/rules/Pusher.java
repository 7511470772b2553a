package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.event.CardNumberGuard;
import io.cardwatch.rollout.RulesRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks a rule set here, pushes it and waits: what a push and a rollback have in common. */
final class Pusher {
    private final RulesContext context;
    private final Terminal terminal;

    Pusher(RulesContext context) {
        this.context = context;
        this.terminal = context.terminal();
    }

    /** Says what is wrong with a file, or that nothing is. */
    boolean isUsable(String file, byte[] content) {
        RuleChecker.Result result = context.checker().check(file, content);
        result.problems().forEach(terminal::print);
        if (result.usable()) {
            terminal.print(file + ": " + terminal.good("ok") + ", " + result.holds());
        }
        return result.usable();
    }

    boolean isUsable(String file, String source) {
        return isUsable(file, source.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A record of now.
     *
     * @throws CommandFailure where a part of it is not as it has to be
     */
    RulesRecord record(
            @Nullable String bankId,
            String fileName,
            String source,
            RulesRecord.Action action,
            @Nullable String note)
            throws CommandFailure {
        if (note != null && CardNumberGuard.finds(note)) {
            throw CommandFailure.usage("--note: a card number stands in it");
        }
        try {
            return new RulesRecord(
                    bankId, fileName, source, context.clock().instant(), action, note);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("not pushed: " + e.getMessage());
        }
    }

    /** Pushes through a store whose reports were read to their end, and waits. */
    int push(RulesStore store, RulesRecord record, Duration patience) throws CommandFailure {
        long sequence = store.push(record);
        terminal.print("Pushed as sequence " + sequence + " for " + scope(record.bankId()) + ".");
        return new Confirmation(store, terminal, context.ticker()).await(sequence, patience);
    }

    /** For whom a set is, in words. */
    static String scope(@Nullable String bankId) {
        return bankId == null ? "every bank without a set of its own" : "bank " + bankId;
    }
}
