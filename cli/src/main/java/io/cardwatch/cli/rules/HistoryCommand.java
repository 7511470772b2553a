package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Table;
import io.cardwatch.rollout.RulesRecord;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code rules history}. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Lists what was pushed and what became of it, the oldest first.")
final class HistoryCommand implements Callable<Integer> {
    private final RulesContext context;

    @Mixin private RulesTopicOptions kafka = new RulesTopicOptions();

    @Option(names = "--bank", paramLabel = "B", description = "Only what was pushed for this bank.")
    private @Nullable String bank;

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    HistoryCommand(RulesContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        try (RulesStore store = context.stores().open(kafka)) {
            RuleHistory history = new RuleHistory(store.pushes(), store.reports());
            List<PushedSet> pushes = bank == null ? history.pushes() : history.pushesFor(bank);
            if (json) {
                context.terminal().print(RulesJson.history(pushes, history));
            } else if (pushes.isEmpty()) {
                context.terminal()
                        .print(
                                "Nothing was pushed yet"
                                        + (bank == null ? "" : " for bank " + bank)
                                        + ": jobs run the file of their configuration.");
            } else {
                table(pushes, history).lines().forEach(context.terminal()::print);
            }
            return ExitCode.DONE;
        }
    }

    private static Table table(List<PushedSet> pushes, RuleHistory history) {
        Table table =
                new Table("SEQUENCE", "PUSHED AT", "BANK", "VERSION", "ACTION", "OUTCOME", "NOTE");
        for (PushedSet push : pushes) {
            SetState state = history.state(push.sequence());
            RulesRecord record = push.record();
            table.row(
                    Long.toString(push.sequence()),
                    Table.time(record == null ? null : record.pushedAt()),
                    push.bankId() == null ? "(all others)" : push.bankId(),
                    Table.orDash(state.version()),
                    record == null ? "-" : RulesJson.word(record.action()),
                    outcome(state),
                    note(push));
        }
        return table;
    }

    private static String outcome(SetState state) {
        int problems = state.problems().size();
        return switch (state.outcome()) {
            case NOT_REPORTED -> "not reported";
            case REFUSED ->
                    problems == 1 ? "refused, 1 problem" : "refused, " + problems + " problems";
            case ACCEPTED -> "accepted";
            case ACTIVE -> "active";
        };
    }

    private static String note(PushedSet push) {
        RulesRecord record = push.record();
        if (record == null) {
            return "no push: " + push.fault();
        }
        return Table.orDash(record.note());
    }
}
