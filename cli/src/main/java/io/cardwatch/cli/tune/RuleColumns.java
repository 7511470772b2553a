package io.cardwatch.cli.tune;

import io.cardwatch.rule.EventField;
import io.cardwatch.rule.TunableCondition;
import io.cardwatch.rule.TunableNumber;
import io.cardwatch.rule.TunableRule;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one rule's tests came to, for the events on which its condition can hold for some numbers:
 * one entry an event, in the events' order. A test with a number takes 8 bytes an entry, another
 * one byte, the row's number 4, a score that is an expression 8.
 */
final class RuleColumns {
    /** How a condition depends on a test: not at all, and it does not hold. */
    static final byte NEVER = 0;

    /** Not at all, and it holds. */
    static final byte ALWAYS = 1;

    /** It holds if the test is true. */
    static final byte IF_TRUE = 2;

    /** It holds if the test is false. */
    static final byte IF_FALSE = 3;

    private static final int FIRST_CAPACITY = 1_024;

    private final TunableRule rule;
    private final TunableCondition condition;
    private final @Nullable TunableNumber[] numbers;
    private final double[][] limits;
    private final byte[][] fixed;
    private double[] scores;
    private int[] rows = new int[0];
    private int size;

    RuleColumns(TunableRule rule) {
        this.rule = rule;
        this.condition = rule.condition();
        int tests = condition.tests();
        numbers = new @Nullable TunableNumber[tests];
        limits = new double[tests][0];
        fixed = new byte[tests][0];
        scores = new double[0];
        for (int test = 0; test < tests; test++) {
            numbers[test] = condition.number(test);
        }
    }

    TunableRule rule() {
        return rule;
    }

    int size() {
        return size;
    }

    /** The row of an entry. */
    int row(int entry) {
        return rows[entry];
    }

    /** How many bytes an entry takes. */
    int width() {
        int width = Integer.BYTES + (hasPlainScore() ? 0 : Double.BYTES);
        for (TunableNumber number : numbers) {
            width += number == null ? 1 : Double.BYTES;
        }
        return width;
    }

    boolean hasPlainScore() {
        return rule.score().token() != null;
    }

    /** The number of a test; null where the test is fixed. */
    @Nullable TunableNumber number(int test) {
        return numbers[test];
    }

    int tests() {
        return numbers.length;
    }

    /** The limit of a test with a number; NaN where something is missing. */
    double limit(int test, int entry) {
        return limits[test][entry];
    }

    /** The rule's score on an entry's event. */
    double score(int entry, Settings settings) {
        return hasPlainScore() ? settings.scores[rule.rule()] : scores[entry];
    }

    /** Adds an entry with what the tests came to. */
    void add(int row, double[] values, double score) {
        if (size == rows.length) {
            resize(Math.max(FIRST_CAPACITY, size + size / 2));
        }
        rows[size] = row;
        for (int test = 0; test < numbers.length; test++) {
            if (numbers[test] == null) {
                fixed[test][size] = (byte) values[test];
            } else {
                limits[test][size] = values[test];
            }
        }
        if (!hasPlainScore()) {
            scores[size] = score;
        }
        size++;
    }

    private void resize(int capacity) {
        rows = Arrays.copyOf(rows, capacity);
        for (int test = 0; test < numbers.length; test++) {
            if (numbers[test] == null) {
                fixed[test] = Arrays.copyOf(fixed[test], capacity);
            } else {
                limits[test] = Arrays.copyOf(limits[test], capacity);
            }
        }
        if (!hasPlainScore()) {
            scores = Arrays.copyOf(scores, capacity);
        }
    }

    /**
     * Drops entries.
     *
     * @param kept which rows stay
     * @param renumbered the new number of a row that stays
     */
    void keep(IntPredicate kept, IntUnaryOperator renumbered) {
        int to = 0;
        for (int from = 0; from < size; from++) {
            if (kept.test(rows[from])) {
                rows[to] = renumbered.applyAsInt(rows[from]);
                for (int test = 0; test < numbers.length; test++) {
                    if (numbers[test] == null) {
                        fixed[test][to] = fixed[test][from];
                    } else {
                        limits[test][to] = limits[test][from];
                    }
                }
                if (!hasPlainScore()) {
                    scores[to] = scores[from];
                }
                to++;
            }
        }
        size = to;
        resize(to);
    }

    /** The entries on which the condition holds, ascending. */
    int[] firing(double[] values) {
        Cursor cursor = new Cursor(values);
        int[] firing = new int[size];
        int count = 0;
        for (int entry = 0; entry < size; entry++) {
            if (cursor.holdsAt(entry)) {
                firing[count++] = entry;
            }
        }
        return Arrays.copyOf(firing, count);
    }

    /**
     * How the condition depends on one test, by entry: {@link #NEVER} and the like.
     *
     * @param values the numbers of the other tests
     */
    byte[] dependence(int test, double[] values) {
        Cursor cursor = new Cursor(values);
        cursor.forced = test;
        byte[] dependence = new byte[size];
        for (int entry = 0; entry < size; entry++) {
            cursor.truth = EventField.TRUE;
            boolean ifTrue = cursor.holdsAt(entry);
            if (Double.isNaN(limits[test][entry])) {
                cursor.truth = EventField.MISSING;
                ifTrue = cursor.holdsAt(entry);
                dependence[entry] = ifTrue ? ALWAYS : NEVER;
                continue;
            }
            cursor.truth = EventField.FALSE;
            dependence[entry] = dependence(ifTrue, cursor.holdsAt(entry));
        }
        return dependence;
    }

    private static byte dependence(boolean ifTrue, boolean ifFalse) {
        return ifTrue ? (ifFalse ? ALWAYS : IF_TRUE) : (ifFalse ? IF_FALSE : NEVER);
    }

    /** Whether an entry fires, given how it depends on a test and that test's number. */
    boolean fires(byte dependence, int test, int entry, TunableNumber number, double value) {
        if (dependence == ALWAYS || dependence == NEVER) {
            return dependence == ALWAYS;
        }
        boolean holds = number.holds(limits[test][entry], value);
        return holds == (dependence == IF_TRUE);
    }

    /** The tests of one entry. */
    private final class Cursor implements IntUnaryOperator {
        private final double[] values;
        private int entry;
        private int forced = -1;
        private int truth;

        Cursor(double[] values) {
            this.values = values;
        }

        boolean holdsAt(int at) {
            entry = at;
            return condition.holds(this);
        }

        @Override
        public int applyAsInt(int test) {
            if (test == forced) {
                return truth;
            }
            TunableNumber number = numbers[test];
            if (number == null) {
                return fixed[test][entry];
            }
            double limit = limits[test][entry];
            if (Double.isNaN(limit)) {
                return EventField.MISSING;
            }
            return number.holds(limit, values[test]) ? EventField.TRUE : EventField.FALSE;
        }
    }
}
