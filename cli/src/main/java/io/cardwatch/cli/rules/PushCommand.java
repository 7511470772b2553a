package io.cardwatch.cli.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.WaitOptions;
import io.cardwatch.rollout.RulesRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code rules push}. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Brings a rule file into force in the running job, without a restart.",
            "Ends with 0 once every subtask judges by it, 1 where it is refused or the job does not"
                    + " say so in time."
        })
final class PushCommand implements Callable<Integer> {
    private final RulesContext context;

    @Parameters(paramLabel = "FILE", description = "The rule file.")
    private @Nullable Path file;

    @Mixin private RulesTopicOptions kafka = new RulesTopicOptions();
    @Mixin private WaitOptions wait = new WaitOptions();

    @Option(
            names = "--bank",
            paramLabel = "B",
            description =
                    "The bank that the rules are for; default: every bank without a set of its own.")
    private @Nullable String bank;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the history.")
    private @Nullable String note;

    PushCommand(RulesContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CommandFailure {
        Path path = requireNonNull(file);
        Duration patience = wait.patience();
        byte[] content = content(path);
        Pusher pusher = new Pusher(context);
        if (!pusher.isUsable(path.toString(), content)) {
            return ExitCode.DOES_NOT_HOLD;
        }
        RulesRecord record =
                pusher.record(
                        bank,
                        String.valueOf(path.getFileName()),
                        new String(content, UTF_8),
                        RulesRecord.Action.PUSH,
                        note);
        try (RulesStore store = context.stores().open(kafka)) {
            var unused = store.reports();
            return pusher.push(store, record, patience);
        }
    }

    private static byte[] content(Path file) throws CommandFailure {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandFailure.usage("the rule file cannot be read: " + file, e);
        }
    }
}
