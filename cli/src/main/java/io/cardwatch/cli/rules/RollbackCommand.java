package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.WaitOptions;
import io.cardwatch.rollout.RulesRecord;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code rules rollback}. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Pushes an earlier rule set again: the one before the one in force, or the one named.",
            "Waits and ends as push does."
        })
final class RollbackCommand implements Callable<Integer> {
    private final RulesContext context;

    @Mixin private RulesTopicOptions kafka = new RulesTopicOptions();
    @Mixin private WaitOptions wait = new WaitOptions();

    @Option(
            names = "--bank",
            paramLabel = "B",
            description =
                    "The bank whose rules go back; default: those of every bank without a set of its"
                            + " own.")
    private @Nullable String bank;

    @Option(
            names = "--to",
            paramLabel = "SEQ",
            description = "The sequence to go back to, as 'rules history' shows it.")
    private @Nullable Long to;

    RollbackCommand(RulesContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        Duration patience = wait.patience();
        try (RulesStore store = context.stores().open(kafka)) {
            RuleHistory history = new RuleHistory(store.pushes(), store.reports());
            PushedSet target = to == null ? previous(history) : named(history, to);
            RulesRecord earlier = Objects.requireNonNull(target.record());
            Pusher pusher = new Pusher(context);
            context.terminal().print("Back to sequence " + target.sequence() + ":");
            if (!pusher.isUsable(earlier.fileName(), earlier.source())) {
                return ExitCode.DOES_NOT_HOLD;
            }
            RulesRecord record =
                    pusher.record(
                            bank,
                            earlier.fileName(),
                            earlier.source(),
                            RulesRecord.Action.ROLLBACK,
                            "back to sequence " + target.sequence());
            return pusher.push(store, record, patience);
        }
    }

    private PushedSet previous(RuleHistory history) throws CommandFailure {
        PushedSet previous = history.previous(bank);
        if (previous == null) {
            throw CommandFailure.doesNotHold(
                    "there is no earlier accepted set for "
                            + Pusher.scope(bank)
                            + " in the topic; to go back to a file, push it");
        }
        return previous;
    }

    private PushedSet named(RuleHistory history, long sequence) throws CommandFailure {
        PushedSet found = ShowCommand.find(history, sequence);
        if (!Objects.equals(found.bankId(), bank)) {
            throw CommandFailure.usage(
                    "sequence "
                            + sequence
                            + " is for "
                            + Pusher.scope(found.bankId())
                            + ", not for "
                            + Pusher.scope(bank)
                            + "; see --bank");
        }
        return found;
    }
}
