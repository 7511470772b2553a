package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Table;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.operator.RuleCount;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code rules status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says which rules are in force, for which banks, and which are paused.")
final class StatusCommand implements Callable<Integer> {
    private final RulesContext context;

    @Mixin private RulesTopicOptions kafka = new RulesTopicOptions();

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    StatusCommand(RulesContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        try (RulesStore store = context.stores().open(kafka)) {
            List<InForce> rows = InForce.of(new RuleHistory(store.pushes(), store.reports()));
            Terminal terminal = context.terminal();
            if (json) {
                terminal.print(RulesJson.status(rows));
            } else if (rows.isEmpty()) {
                terminal.print("No job has reported any rules yet.");
            } else {
                print(rows, terminal);
                printCounts(rows, terminal);
            }
            return ExitCode.DONE;
        }
    }

    private static void print(List<InForce> rows, Terminal terminal) {
        Table table = new Table("BANK", "RULE SET", "VERSION", "SEQUENCE", "SINCE", "ACTIVE ON");
        for (InForce row : rows) {
            SetState state = row.state();
            table.row(
                    row.bankId() == null ? "(all others)" : row.bankId(),
                    Table.orDash(state.ruleset()),
                    Table.orDash(state.version()),
                    row.push() == null ? "(configured file)" : Long.toString(state.sequence()),
                    Table.time(state.activeSince()),
                    state.of() == 0
                            ? "not active yet"
                            : state.activeSubtasks() + " of " + state.of() + " subtasks");
        }
        table.lines().forEach(terminal::print);
        for (InForce row : rows) {
            for (String rule : row.state().pausedRules()) {
                terminal.print(
                        terminal.warning("Paused: ")
                                + rule
                                + " of sequence "
                                + row.state().sequence()
                                + ", since it fired on too many events");
            }
        }
    }

    /** What rules in force have found so far; what a shadow rule fired changed nothing. */
    private static void printCounts(List<InForce> rows, Terminal terminal) {
        for (InForce row : rows) {
            List<RuleCount> counts = row.state().counts();
            if (counts.isEmpty()) {
                continue;
            }
            Table table = new Table("RULE", "MODE", "FIRED", "WHILE PAUSED", "NOT APPLICABLE");
            for (RuleCount count : counts) {
                table.row(
                        count.rule(),
                        count.mode(),
                        Long.toString(count.fired()),
                        Long.toString(count.paused()),
                        Long.toString(count.notApplicable()));
            }
            terminal.blank();
            terminal.print(
                    (row.push() == null
                                    ? "The configured file"
                                    : "Sequence " + row.state().sequence())
                            + " since its job started or took it up, at most a minute behind:");
            table.lines().forEach(terminal::print);
        }
    }
}
