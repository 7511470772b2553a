package io.cardwatch.rule;

import io.cardwatch.rule.Alerting.Flood;
import io.cardwatch.rule.RuleFile.AlertingEntry;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section that says when findings become an alert. */
final class AlertingParser {
    private static final List<String> KEYS =
            List.of("threshold", "severity", "cooldown", "budget", "flood");
    private static final List<String> FLOOD_KEYS = List.of("share", "over", "least");
    private static final String THRESHOLD_FORM = "a number above zero, e.g. 70";
    private static final String BUDGET_FORM = "a number of alerts, e.g. 3 per subject per day";
    private static final String SHARE_FORM = "a share above 0% and below 100%, e.g. 5%";
    private static final String FLOOD_FORM = "{ share: 5%, over: 10m, least: 1000 }";
    private static final Duration LONGEST_COOLDOWN = Duration.ofDays(30);
    private static final Duration LONGEST_FLOOD = Duration.ofDays(1);
    private static final int MOST_EVENTS = 100_000_000;
    private static final Pattern BUDGET =
            Pattern.compile("(\\d{1,6})\\s+per\\s+subject\\s+per\\s+day");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");

    private final Problems problems;

    AlertingParser(Problems problems) {
        this.problems = problems;
    }

    /** The section, or null (reported) where it is missing or something in it is wrong. */
    @Nullable AlertingEntry parse(Section file) {
        YamlNode node = file.required("alerting", "{ threshold: 70, cooldown: 30m }");
        Section section = node == null ? null : Section.open(node, "'alerting'", KEYS, problems);
        if (section == null) {
            return null;
        }
        YamlNode.Scalar thresholdText = section.requiredText("threshold", THRESHOLD_FORM);
        Double threshold = thresholdText == null ? null : positive(section, "threshold");
        SeverityParser.Severity severity = new SeverityParser(problems).parse(section, threshold);
        Duration cooldown = cooldown(section);
        Integer budget = budget(section);
        FloodEntry flood = flood(section);
        if (thresholdText == null
                || threshold == null
                || severity == null
                || cooldown == null
                || budget == null
                || flood == null) {
            return null;
        }
        Alerting alerting =
                new Alerting(threshold, cooldown, budget, severity.bands(), flood.flood);
        return new AlertingEntry(alerting, thresholdText.at(), severity.named());
    }

    private @Nullable Double positive(Section section, String key) {
        Double number = section.number(key, THRESHOLD_FORM);
        if (number != null
                && number == 0.0
                && section.optional(key) instanceof YamlNode.Scalar text) {
            section.report(key, text, THRESHOLD_FORM);
            return null;
        }
        return number;
    }

    /** What was read of a key that may be missing. */
    private record FloodEntry(@Nullable Flood flood) {}

    private @Nullable Duration cooldown(Section section) {
        return section.has("cooldown")
                ? section.duration("cooldown", Duration.ZERO, LONGEST_COOLDOWN)
                : Duration.ZERO;
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

    private @Nullable FloodEntry flood(Section alerting) {
        YamlNode node = alerting.optional("flood");
        if (node == null) {
            return new FloodEntry(null);
        }
        Section section = Section.open(node, "'flood'", FLOOD_KEYS, problems);
        if (section == null) {
            return null;
        }
        boolean complete = true;
        for (String key : FLOOD_KEYS) {
            complete &= section.required(key, "as in " + FLOOD_FORM) != null;
        }
        Double share = share(section);
        Duration over = section.duration("over", Duration.ofSeconds(1), LONGEST_FLOOD);
        Integer least = section.wholeNumber("least", 1, MOST_EVENTS);
        return !complete || share == null || over == null || least == null
                ? null
                : new FloodEntry(new Flood(share, over, least));
    }

    private @Nullable Double share(Section section) {
        YamlNode.Scalar text = section.optionalText("share", SHARE_FORM);
        if (text == null) {
            return null;
        }
        Matcher matcher = SHARE.matcher(text.value());
        double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100.0 : 0.0;
        if (share > 0.0 && share < 1.0) {
            return share;
        }
        problems.error(text.at(), "'share' is " + Problems.quote(text.value()), SHARE_FORM);
        return null;
    }
}
