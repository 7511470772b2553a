package io.cardwatch.cli;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.rules.RuleChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks rule files and says what is wrong, where, and what is accepted.",
            "Ends with 0 where all can be used, 1 where one cannot."
        })
final class ValidateCommand implements Callable<Integer> {
    private final RuleChecker checker;
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "RULES", description = "Rule files.")
    private List<Path> files = new ArrayList<>();

    ValidateCommand(RuleChecker checker, Terminal terminal) {
        this.checker = checker;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure {
        boolean allUsable = true;
        for (Path file : files) {
            RuleChecker.Result result = checker.check(file.toString(), content(file));
            result.problems().forEach(terminal::print);
            if (result.usable()) {
                terminal.print(file + ": " + terminal.good("ok") + ", " + result.holds());
            }
            allUsable &= result.usable();
        }
        return allUsable ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }

    private static byte[] content(Path file) throws CommandFailure {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandFailure.usage("the rule file cannot be read: " + file, e);
        }
    }
}
