package io.cardwatch.rule;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section that says when findings become an alert. */
final class AlertingParser {
    private static final List<String> KEYS = List.of("threshold", "cooldown", "budget");
    private static final String THRESHOLD_FORM = "a number above zero, e.g. 70";
    private static final String BUDGET_FORM = "a number of alerts, e.g. 3 per subject per day";
    private static final Duration LONGEST_COOLDOWN = Duration.ofDays(30);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern BUDGET =
            Pattern.compile("(\\d{1,6})\\s+per\\s+subject\\s+per\\s+day");

    private final Problems problems;
    private Position thresholdAt = Position.START;

    AlertingParser(Problems problems) {
        this.problems = problems;
    }

    /** Where the threshold stands that was read last. */
    Position thresholdAt() {
        return thresholdAt;
    }

    @Nullable Alerting parse(Section file) {
        YamlNode node = file.required("alerting", "{ threshold: 70, cooldown: 30m }");
        Section section = node == null ? null : Section.open(node, "'alerting'", KEYS, problems);
        if (section == null) {
            return null;
        }
        Double threshold = threshold(section);
        Duration cooldown = cooldown(section);
        Integer budget = budget(section);
        if (threshold == null || cooldown == null || budget == null) {
            return null;
        }
        return new Alerting(threshold, cooldown, budget);
    }

    private @Nullable Double threshold(Section section) {
        YamlNode.Scalar text = section.requiredText("threshold", THRESHOLD_FORM);
        if (text == null) {
            return null;
        }
        thresholdAt = text.at();
        if (NUMBER.matcher(text.value()).matches() && Double.parseDouble(text.value()) > 0) {
            return Double.parseDouble(text.value());
        }
        problems.error(text.at(), "the threshold " + Problems.quote(text.value()), THRESHOLD_FORM);
        return null;
    }

    private @Nullable Duration cooldown(Section section) {
        if (!section.has("cooldown")) {
            return Duration.ZERO;
        }
        YamlNode.Scalar text = section.optionalText("cooldown", Durations.FORM);
        if (text == null) {
            return null;
        }
        Duration cooldown = Durations.parse(text.value());
        if (cooldown == null) {
            problems.error(
                    text.at(),
                    "no length of time: " + Problems.quote(text.value()),
                    Durations.FORM);
        } else if (cooldown.compareTo(LONGEST_COOLDOWN) > 0) {
            problems.error(
                    text.at(),
                    "a cooldown of " + Problems.quote(text.value()),
                    "at most " + LONGEST_COOLDOWN.toDays() + "d");
            return null;
        }
        return cooldown;
    }

    private @Nullable Integer budget(Section section) {
        if (!section.has("budget")) {
            return Integer.MAX_VALUE;
        }
        YamlNode.Scalar text = section.optionalText("budget", BUDGET_FORM);
        if (text == null) {
            return null;
        }
        Matcher matcher = BUDGET.matcher(text.value());
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
            return Integer.parseInt(matcher.group(1));
        }
        problems.error(text.at(), "the budget " + Problems.quote(text.value()), BUDGET_FORM);
        return null;
    }
}
