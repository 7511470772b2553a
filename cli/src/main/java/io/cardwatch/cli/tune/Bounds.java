package io.cardwatch.cli.tune;

import io.cardwatch.cli.console.CommandFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is sought, and where the training part ends. */
final class Bounds {
    private static final Pattern BUDGET = Pattern.compile("(\\d{1,9}(?:\\.\\d+)?)(?:/day)?");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,2})%");
    private static final double MOST_SHARE = 0.95;
    private static final double LEAST_SHARE = 0.05;

    @Option(
            names = "--budget",
            paramLabel = "N/day",
            description = "At most so many alerts a day, over all cards.")
    private @Nullable String budget;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "At least this share of the alerts is fraud, e.g. 0.8.")
    private @Nullable Double precision;

    @Option(
            names = "--maximise",
            paramLabel = "recall|f1|money",
            description =
                    "What is to be as large as it can; default: recall within --budget or"
                            + " --precision. f1 needs neither.")
    private @Nullable String maximise;

    @Option(
            names = "--split",
            paramLabel = "TIME|50%%",
            defaultValue = "50%",
            description =
                    "Tunes on the events before, a date, a time (UTC) or a share of the events, and"
                            + " reports on those from then on; default: ${DEFAULT-VALUE}.")
    private String split = "50%";

    /** What is sought. */
    Objective objective() throws CommandFailure {
        Goal goal = goal();
        if (goal != Goal.F1 && budget == null && precision == null) {
            throw CommandFailure.usage(
                    "recall and money grow with every alert: give --budget N/day, --precision P, or"
                            + " --maximise f1");
        }
        if (precision != null && !(precision > 0.0 && precision < 1.0)) {
            throw CommandFailure.usage("--precision is above 0 and below 1, e.g. 0.8");
        }
        return new Objective(goal, budget(), precision);
    }

    private Goal goal() throws CommandFailure {
        if (maximise == null) {
            return Goal.RECALL;
        }
        return Arrays.stream(Goal.values())
                .filter(goal -> word(goal).equals(maximise))
                .findFirst()
                .orElseThrow(
                        () ->
                                CommandFailure.usage(
                                        "--maximise is one of "
                                                + Arrays.stream(Goal.values())
                                                        .map(Bounds::word)
                                                        .collect(Collectors.joining(", "))));
    }

    static String word(Goal goal) {
        return goal.name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Double budget() throws CommandFailure {
        if (budget == null) {
            return null;
        }
        Matcher matcher = BUDGET.matcher(budget);
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0.0) {
            throw CommandFailure.usage("--budget is a number of alerts a day, e.g. 50/day");
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** Where the training part ends. */
    Instant split(TrainingData data) throws CommandFailure {
        Matcher share = SHARE.matcher(split);
        if (share.matches()) {
            double part = Integer.parseInt(share.group(1)) / 100.0;
            if (part >= LEAST_SHARE && part <= MOST_SHARE) {
                return data.after(part);
            }
        } else {
            try {
                return split.length() <= "2026-01-01".length()
                        ? LocalDate.parse(split).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(split);
            } catch (DateTimeException e) {
                // Said below, together with what else is accepted.
            }
        }
        throw CommandFailure.usage(
                "--split is a share from 5% to 95%, a date as 2026-03-01 or a time as"
                        + " 2026-03-01T12:00:00Z");
    }
}
