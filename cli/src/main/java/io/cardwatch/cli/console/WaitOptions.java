package io.cardwatch.cli.console;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How long a command waits for what running jobs answer. */
public final class WaitOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "How long to wait for the running job's answer: as 500ms, 30s or 2m; 0s does not"
                            + " wait. Default: ${DEFAULT-VALUE}.")
    private String wait = "30s";

    /**
     * The time.
     *
     * @throws CommandFailure where the option says none
     */
    public Duration patience() throws CommandFailure {
        Matcher matcher = DURATION.matcher(wait);
        if (!matcher.matches()) {
            throw CommandFailure.usage(
                    "--wait '" + wait + "' is no time; accepted: as 500ms, 30s or 2m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
