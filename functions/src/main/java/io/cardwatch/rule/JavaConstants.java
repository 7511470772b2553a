package io.cardwatch.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The constants of a rule set that generated code reads from arrays. No text of a rule file ever
 * stands in generated source, so that nothing in a file can become code.
 */
final class JavaConstants {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Predicate<String>> lists = new ArrayList<>();
    private final Map<String, Integer> named = new HashMap<>();
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

    /** A Java expression for the predicate that a text is one of these. */
    String list(List<String> values) {
        lists.add(Set.copyOf(values)::contains);
        return "lists[" + (lists.size() - 1) + "]";
    }

    /** A Java expression for the predicate that a text is in a named list of the set. */
    String list(NamedList list) {
        int place =
                named.computeIfAbsent(
                        list.name(),
                        unused -> {
                            lists.add(list::contains);
                            return lists.size() - 1;
                        });
        return "lists[" + place + "]";
    }

    /** A Java expression for a sorted array in which zero has no sign. */
    String sorted(List<Double> values) {
        numbers.add(values.stream().mapToDouble(value -> value + 0.0).sorted().toArray());
        return "numbers[" + (numbers.size() - 1) + "]";
    }

    String[] texts() {
        return texts.toArray(String[]::new);
    }

    Predicate<?>[] lists() {
        return lists.toArray(Predicate<?>[]::new);
    }

    double[][] numbers() {
        return numbers.toArray(double[][]::new);
    }
}
