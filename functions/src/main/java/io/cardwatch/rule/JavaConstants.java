package io.cardwatch.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The constants of a rule set that generated code reads from arrays. No text of a rule file ever
 * stands in generated source, so that nothing in a file can become code.
 */
final class JavaConstants {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Set<String>> sets = new ArrayList<>();
    private final List<double[]> numbers = new ArrayList<>();

    /** A Java expression for a text. */
    String text(String value) {
        int place =
                places.computeIfAbsent(
                        value,
                        text -> {
                            texts.add(text);
                            return texts.size() - 1;
                        });
        return "texts[" + place + "]";
    }

    /** A Java expression for a set of texts. */
    String set(List<String> values) {
        sets.add(Set.copyOf(values));
        return "sets[" + (sets.size() - 1) + "]";
    }

    /** A Java expression for a sorted array in which zero has no sign. */
    String sorted(List<Double> values) {
        numbers.add(values.stream().mapToDouble(value -> value + 0.0).sorted().toArray());
        return "numbers[" + (numbers.size() - 1) + "]";
    }

    String[] texts() {
        return texts.toArray(String[]::new);
    }

    Set<?>[] sets() {
        return sets.toArray(Set<?>[]::new);
    }

    double[][] numbers() {
        return numbers.toArray(double[][]::new);
    }
}
