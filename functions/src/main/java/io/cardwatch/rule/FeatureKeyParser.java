package io.cardwatch.rule;

import io.cardwatch.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a feature is kept by, and in what its entries have to equal the event. */
final class FeatureKeyParser {
    private static final List<String> DIMENSIONS =
            Arrays.stream(KeyDimension.values()).map(KeyDimension::keyword).toList();
    private static final String BY_FORM =
            String.join(", ", DIMENSIONS) + ", or a pair of them, e.g. [card, merchant]";
    private static final List<String> SAME_FIELDS = sameFields();
    private static final String SAME_FORM =
            "a field or a list of fields, e.g. amount or [amount, mcc]";

    private final Section section;
    private final Problems problems;

    FeatureKeyParser(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    /**
     * What was read.
     *
     * @param same the second key of a pair, then the fields that {@code same} names
     */
    record Keys(KeyDimension by, List<String> same) {
        Keys {
            same = List.copyOf(same);
        }
    }

    /** The keys, or null (reported) where something in them is wrong. */
    @Nullable Keys parse(@Nullable Aggregate aggregate) {
        List<KeyDimension> by = by(aggregate);
        List<String> fields = same(aggregate, by);
        if (by == null || fields == null || !isLabelled(aggregate, by.get(0))) {
            return null;
        }
        List<String> same = new ArrayList<>();
        by.stream().skip(1).map(key -> key.field().keyword()).forEach(same::add);
        same.addAll(fields);
        return new Keys(by.get(0), same);
    }

    private static @Nullable KeyDimension keyOf(String field) {
        return Arrays.stream(KeyDimension.values())
                .filter(dimension -> dimension.field().keyword().equals(field))
                .findFirst()
                .orElse(null);
    }

    private static List<String> sameFields() {
        List<String> fields = new ArrayList<>(List.of(EventField.AMOUNT.keyword()));
        Arrays.stream(EventField.values())
                .filter(field -> field.type() == ValueType.TEXT)
                .map(EventField::keyword)
                .filter(field -> keyOf(field) == null)
                .forEach(fields::add);
        return List.copyOf(fields);
    }

    private @Nullable List<KeyDimension> by(@Nullable Aggregate aggregate) {
        YamlNode node = section.required("by", BY_FORM);
        if (node == null) {
            return null;
        }
        if (!(node instanceof YamlNode.Sequence pair)) {
            KeyDimension single = dimension(node);
            return single == null ? null : List.of(single);
        }
        if (pair.items().size() != 2) {
            int keys = pair.items().size();
            problems.error(
                    pair.at(),
                    keys == 1 ? "a list of one key" : "a list of " + keys + " keys",
                    BY_FORM);
            return null;
        }
        KeyDimension first = dimension(pair.items().get(0));
        KeyDimension second = dimension(pair.items().get(1));
        if (first == null || second == null) {
            return null;
        }
        if (first == second) {
            problems.error(
                    pair.items().get(1).at(),
                    "a pair of '" + first.keyword() + "' with itself",
                    "two different keys, or one");
            return null;
        }
        return isAccepted("a pair", aggregate, pair.at()) ? List.of(first, second) : null;
    }

    private @Nullable KeyDimension dimension(YamlNode node) {
        YamlNode.Scalar by = Section.text("'by'", node, BY_FORM, problems);
        if (by == null) {
            return null;
        }
        for (KeyDimension dimension : KeyDimension.values()) {
            if (dimension.keyword().equals(by.value())) {
                return dimension;
            }
        }
        problems.error(
                by.at(),
                "no key " + Problems.quote(by.value()),
                BY_FORM,
                NearestName.of(by.value(), DIMENSIONS));
        return null;
    }

    private boolean isAccepted(String what, @Nullable Aggregate aggregate, Position at) {
        if (aggregate == null || aggregate.takesSame()) {
            return true;
        }
        problems.error(
                at,
                "'" + aggregate.keyword() + "' does not take " + what,
                "one key; " + what + " for " + Aggregate.keywords(Aggregate::takesSame));
        return false;
    }

    private boolean isLabelled(@Nullable Aggregate aggregate, KeyDimension by) {
        if (aggregate != Aggregate.FRAUD_RATE || by.isLabelled()) {
            return true;
        }
        problems.error(
                section.at("by"),
                "labels do not carry the key '" + by.keyword() + "', so it has no 'fraud_rate'",
                String.join(
                        ", ",
                        Arrays.stream(KeyDimension.values())
                                .filter(KeyDimension::isLabelled)
                                .map(KeyDimension::keyword)
                                .toList()));
        return false;
    }

    private @Nullable List<String> same(
            @Nullable Aggregate aggregate, @Nullable List<KeyDimension> by) {
        YamlNode node = section.optional("same");
        if (node == null) {
            return List.of();
        }
        if (!isAccepted("'same'", aggregate, section.at("same"))) {
            return null;
        }
        List<YamlNode> items =
                node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
        if (items.isEmpty()) {
            problems.error(node.at(), "'same' is an empty list", SAME_FORM);
            return null;
        }
        List<String> fields = new ArrayList<>();
        for (YamlNode item : items) {
            YamlNode.Scalar field = Section.text("'same'", item, SAME_FORM, problems);
            if (field != null && isSameField(field, fields, by)) {
                fields.add(field.value());
            }
        }
        return fields.size() == items.size() ? fields : null;
    }

    private boolean isSameField(
            YamlNode.Scalar field, List<String> before, @Nullable List<KeyDimension> by) {
        String shown = Problems.quote(field.value());
        KeyDimension key = keyOf(field.value());
        if (key != null) {
            String first = by == null || by.get(0) == key ? "" : by.get(0).keyword();
            problems.error(
                    field.at(),
                    shown + " is a key",
                    first.isEmpty()
                            ? "by: " + key.keyword()
                            : "by: [" + first + ", " + key.keyword() + "]");
        } else if (!SAME_FIELDS.contains(field.value())) {
            problems.unknown(
                    field.at(), "'same' does not take " + shown, field.value(), SAME_FIELDS);
        } else if (before.contains(field.value())) {
            problems.error(field.at(), "'same' names " + shown + " twice", "each field once");
        } else {
            return true;
        }
        return false;
    }
}
