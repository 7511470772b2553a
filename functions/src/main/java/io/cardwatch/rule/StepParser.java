package io.cardwatch.rule;

import io.cardwatch.rule.RuleFile.StepEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a sequence. */
final class StepParser {
    static final int MOST_STEPS = 20;

    private static final List<String> KEYS = List.of("where", "times");
    private static final String WHERE_FORM = "a condition, e.g. \"event.amount < 1.0\"";
    private static final String STEPS_FORM =
            "a list of 2 to "
                    + MOST_STEPS
                    + " steps, each a condition, e.g. [\"event.amount < 1.0\","
                    + " { where: \"event.amount < 5.0\", times: 3 }]";

    private final Problems problems;

    StepParser(Problems problems) {
        this.problems = problems;
    }

    /** The steps, or null (reported) where one of them could not be read. */
    @Nullable List<StepEntry> parse(Section section, Aggregate aggregate) {
        String key = aggregate.keyword();
        YamlNode node = section.required(key, STEPS_FORM);
        if (node == null) {
            return null;
        }
        if (!(node instanceof YamlNode.Sequence list)) {
            problems.error(node.at(), "'" + key + "' is " + node.kind(), STEPS_FORM);
            return null;
        }
        List<StepEntry> steps = new ArrayList<>();
        list.items().stream().map(this::step).forEach(step -> add(step, steps));
        if (steps.size() < list.items().size()) {
            return null;
        }
        int length = steps.stream().mapToInt(StepEntry::times).sum();
        if (length == 1) {
            problems.error(
                    node.at(),
                    "a sequence of one step",
                    "2 to " + MOST_STEPS + " steps; a condition on one event in 'when' or 'where'");
            return null;
        }
        if (length < 1 || length > MOST_STEPS) {
            problems.error(
                    node.at(), "a sequence of " + length + " steps, repeats counted", STEPS_FORM);
            return null;
        }
        return steps;
    }

    private static void add(@Nullable StepEntry step, List<StepEntry> steps) {
        if (step != null) {
            steps.add(step);
        }
    }

    private @Nullable StepEntry step(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping)) {
            YamlNode.Scalar where = Section.text("a step", node, STEPS_FORM, problems);
            return where == null ? null : new StepEntry(where, 1);
        }
        Section section = Section.open(node, "a step", KEYS, problems);
        if (section == null) {
            return null;
        }
        YamlNode.Scalar where = section.requiredText("where", WHERE_FORM);
        Integer once = 1;
        Integer times = section.has("times") ? section.wholeNumber("times", 1, MOST_STEPS) : once;
        return where == null || times == null ? null : new StepEntry(where, times);
    }
}
