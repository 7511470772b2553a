package io.cardwatch.cli.rules;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code rules show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints the text of a rule set that was pushed.")
final class ShowCommand implements Callable<Integer> {
    private final RulesContext context;

    @Parameters(
            paramLabel = "SEQ",
            description = "The set's sequence, as 'rules history' shows it.")
    private long sequence;

    @Mixin private RulesTopicOptions kafka = new RulesTopicOptions();

    ShowCommand(RulesContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        try (RulesStore store = context.stores().open(kafka)) {
            PushedSet set = find(new RuleHistory(store.pushes(), List.of()), sequence);
            context.terminal().print(requireNonNull(set.record()).source().stripTrailing());
            return ExitCode.DONE;
        }
    }

    /** A set that can be read. */
    static PushedSet find(RuleHistory history, long sequence) throws CommandFailure {
        @Nullable PushedSet found = history.find(sequence);
        if (found == null) {
            throw CommandFailure.usage(
                    "there is no sequence " + sequence + "; see 'cardwatch rules history'");
        }
        if (found.record() == null) {
            throw CommandFailure.usage("sequence " + sequence + " is no push: " + found.fault());
        }
        return found;
    }
}
