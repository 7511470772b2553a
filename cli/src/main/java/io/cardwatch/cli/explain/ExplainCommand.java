package io.cardwatch.cli.explain;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.replay.Replay;
import io.cardwatch.cli.replay.ReplayOptions;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.rule.CompiledRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says why an event of a file made an alert or made none: every feature's value, every"
                    + " rule's condition part by part, and how far what did not hold is from it.",
            "The file is replayed up to the event, so that its windows are as they were."
        })
public final class ExplainCommand implements Callable<Integer> {
    private final Path sampleData;
    private final Terminal terminal;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The rules. Default: what the mapping names, or the shipped set.")
    private @Nullable Path rulesFile;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Wanted wanted = new Wanted();

    @Mixin private ReplayOptions replay = new ReplayOptions();

    @Option(names = "--json", description = "For a program to read.")
    private boolean json;

    /** Which event. */
    static final class Wanted {
        @Option(names = "--event", paramLabel = "ID", description = "The event's id.")
        private @Nullable String event;

        @Option(
                names = "--alert",
                paramLabel = "ID",
                description = "The id of the alert that the event made, or would have made.")
        private @Nullable String alert;
    }

    /** A command over the sample data where no events are named. */
    public ExplainCommand(Path sampleData, Terminal terminal) {
        this.sampleData = sampleData;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Path file = rulesFile == null ? replay.suitedRules(sampleData) : rulesFile;
        CompiledRules rules = ReplayOptions.rules(file);
        Explanation explanation = explanation(rules);
        if (json) {
            terminal.print(ExplanationJson.of(explanation));
        } else {
            new ExplanationText(explanation, terminal).print();
        }
        return ExitCode.DONE;
    }

    private Explanation explanation(CompiledRules rules) throws CommandFailure, IOException {
        EventFinder finder =
                wanted.alert != null
                        ? new EventFinder(wanted.alert, true)
                        : new EventFinder(wanted.event == null ? "" : wanted.event, false);
        try (ReplaySource source = replay.open(sampleData, List.of(rules));
                FileProgress progress = progress(source)) {
            return finder.find(
                    source,
                    new Replay(rules, replay.settings()),
                    rules.ruleSet().alerting(),
                    progress);
        }
    }

    /** Lines of progress would stand between the lines that somebody reads. */
    private @Nullable FileProgress progress(ReplaySource source) {
        return terminal.interactive() && !json
                ? new FileProgress("Reading", terminal, source.bytes())
                : null;
    }
}
