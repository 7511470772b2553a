package io.cardwatch.cli.local;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the jobs had counted at one moment, summed over subtasks.
 *
 * @param values the value of each counter
 */
public record Counters(Map<Key, Long> values) {
    /** No counter yet. */
    public static final Counters NONE = new Counters(Map.of());

    public Counters {
        values = Map.copyOf(values);
    }

    /**
     * One counter.
     *
     * @param job the job's name
     * @param name the counter's name, for example {@code alerts}
     * @param labels its labels, for example {@code reason} and {@code no_consent}
     */
    public record Key(String job, String name, Map<String, String> labels) {
        public Key {
            requireNonNull(job, "job");
            requireNonNull(name, "name");
            labels = Map.copyOf(labels);
        }
    }

    /** The sum over all labels and jobs; 0 where nothing was counted. */
    public long total(String name) {
        long sum = 0;
        for (Map.Entry<Key, Long> entry : values.entrySet()) {
            if (entry.getKey().name().equals(name)) {
                sum += entry.getValue();
            }
        }
        return sum;
    }

    /** The sum of one job. */
    public long total(String job, String name) {
        long sum = 0;
        for (Map.Entry<Key, Long> entry : values.entrySet()) {
            if (entry.getKey().name().equals(name) && entry.getKey().job().equals(job)) {
                sum += entry.getValue();
            }
        }
        return sum;
    }

    /** Sums by the value of a label, without zeros, in the label's order. */
    public SortedMap<String, Long> by(String name, String label) {
        SortedMap<String, Long> sums = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    String labelled = key.labels().get(label);
                    if (key.name().equals(name) && labelled != null && value != 0) {
                        sums.merge(labelled, value, Long::sum);
                    }
                });
        return sums;
    }

    /** Sums by the values of two labels, joined by a space, without zeros. */
    public SortedMap<String, Long> by(String name, String first, String second) {
        SortedMap<String, Long> sums = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    String one = key.labels().get(first);
                    String two = key.labels().get(second);
                    if (key.name().equals(name) && one != null && two != null && value != 0) {
                        sums.merge(one + " " + two, value, Long::sum);
                    }
                });
        return sums;
    }

    /** The counters that carry this label with this value. */
    public Counters where(String label, String value) {
        Map<Key, Long> kept = new HashMap<>(values);
        kept.keySet().removeIf(key -> !value.equals(key.labels().get(label)));
        return new Counters(kept);
    }

    /** Grows whenever any counter grows. */
    public long activity() {
        long sum = 0;
        for (long value : values.values()) {
            sum += value;
        }
        return sum;
    }
}
