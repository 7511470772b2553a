package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A rule's condition taken apart into tests, each of which is fixed or has one number that can be
 * tuned. What the tests come to on an event is read once; how the condition comes out for any other
 * numbers is then known without the event.
 */
public final class TunableCondition {
    private static final int CAN_BE_FALSE = 1 << EventField.FALSE;
    private static final int CAN_BE_TRUE = 1 << EventField.TRUE;
    private static final int EITHER = CAN_BE_FALSE | CAN_BE_TRUE;

    private final Node root;
    private final List<Test> tests;

    private TunableCondition(Node root, List<Test> tests) {
        this.root = root;
        this.tests = List.copyOf(tests);
    }

    /** Finds the number of a comparison that can be tuned. */
    interface Finder {
        /** The comparison with its number; null where it has none. */
        @Nullable Limits find(Term.Comparison comparison);
    }

    static TunableCondition of(Term condition, Finder finder) {
        List<Test> tests = new ArrayList<>();
        return new TunableCondition(node(condition, finder, tests), tests);
    }

    /** How many tests there are. */
    public int tests() {
        return tests.size();
    }

    /** The number of a test; null where the test is fixed. */
    public @Nullable TunableNumber number(int test) {
        Limits limits = tests.get(test).limits();
        return limits == null ? null : limits.number();
    }

    /** What one event's tests come to; an array of {@link #tests()} is filled. */
    public void read(CardEvent event, double[] features, double[] values) {
        TermValues terms = new TermValues(event, features);
        for (int test = 0; test < values.length; test++) {
            Limits limits = tests.get(test).limits();
            values[test] =
                    limits == null
                            ? terms.flag(tests.get(test).term())
                            : limits.of(event, features, terms);
        }
    }

    /**
     * Whether the condition can hold on an event for some numbers.
     *
     * @param values what {@link #read} gave
     */
    public boolean canHold(double[] values) {
        return (root.possible(test -> possible(test, values[test])) & CAN_BE_TRUE) != 0;
    }

    private int possible(int test, double value) {
        TunableNumber number = number(test);
        if (number == null) {
            return 1 << (int) value;
        } else if (Double.isNaN(value)) {
            return 1 << EventField.MISSING;
        }
        boolean atZero = number.holds(value, 0.0);
        return atZero != number.holds(value, TunableNumber.MOST)
                ? EITHER
                : atZero ? CAN_BE_TRUE : CAN_BE_FALSE;
    }

    /**
     * Whether the condition holds.
     *
     * @param truth of each test: {@link EventField#TRUE}, {@link EventField#FALSE} or {@link
     *     EventField#MISSING}
     */
    public boolean holds(IntUnaryOperator truth) {
        return root.truth(truth) == EventField.TRUE;
    }

    private static Node node(Term term, Finder finder, List<Test> tests) {
        if (term instanceof Term.And and) {
            return new Both(
                    node(and.left(), finder, tests), node(and.right(), finder, tests), true);
        } else if (term instanceof Term.Or or) {
            return new Both(node(or.left(), finder, tests), node(or.right(), finder, tests), false);
        } else if (term instanceof Term.Not not) {
            return new Opposite(node(not.operand(), finder, tests));
        } else if (term instanceof Term.Choice choice) {
            return new Either(
                    node(choice.condition(), finder, tests),
                    node(choice.then(), finder, tests),
                    node(choice.otherwise(), finder, tests));
        }
        tests.add(
                new Test(
                        term,
                        term instanceof Term.Comparison comparison
                                ? finder.find(comparison)
                                : null));
        return new Leaf(tests.size() - 1);
    }

    /** One test. */
    private record Test(Term term, @Nullable Limits limits) {}

    /** How outcomes combine, each a set of the outcomes that are possible, a bit for each. */
    private interface Node {
        int possible(IntUnaryOperator leaves);

        /** The same where every leaf has one outcome, without sets. */
        int truth(IntUnaryOperator leaves);
    }

    private record Leaf(int test) implements Node {
        @Override
        public int possible(IntUnaryOperator leaves) {
            return leaves.applyAsInt(test);
        }

        @Override
        public int truth(IntUnaryOperator leaves) {
            return leaves.applyAsInt(test);
        }
    }

    private record Opposite(Node operand) implements Node {
        @Override
        public int possible(IntUnaryOperator leaves) {
            int set = operand.possible(leaves);
            int kept = set & ~EITHER;
            return kept
                    | ((set & CAN_BE_FALSE) != 0 ? CAN_BE_TRUE : 0)
                    | ((set & CAN_BE_TRUE) != 0 ? CAN_BE_FALSE : 0);
        }

        @Override
        public int truth(IntUnaryOperator leaves) {
            int truth = operand.truth(leaves);
            return truth == EventField.MISSING ? truth : EventField.TRUE - truth;
        }
    }

    /** And, or: false decides the one and true the other, then what is missing. */
    private record Both(Node left, Node right, boolean and) implements Node {
        @Override
        public int possible(IntUnaryOperator leaves) {
            int first = left.possible(leaves);
            int deciding = and ? CAN_BE_FALSE : CAN_BE_TRUE;
            if (first == deciding) {
                return deciding;
            }
            int second = right.possible(leaves);
            int set = (first | second) & deciding;
            int missing = 1 << EventField.MISSING;
            boolean firstCanStay = (first & ~deciding) != 0;
            boolean secondCanStay = (second & ~deciding) != 0;
            if (firstCanStay && secondCanStay) {
                set |= (first | second) & missing;
                int other = EITHER & ~deciding;
                set |= first & second & other;
            }
            return set;
        }

        @Override
        public int truth(IntUnaryOperator leaves) {
            int deciding = and ? EventField.FALSE : EventField.TRUE;
            int first = left.truth(leaves);
            if (first == deciding) {
                return first;
            }
            int second = right.truth(leaves);
            return second == deciding || first != EventField.MISSING ? second : first;
        }
    }

    private record Either(Node condition, Node then, Node otherwise) implements Node {
        @Override
        public int possible(IntUnaryOperator leaves) {
            int set = condition.possible(leaves);
            int possible = set & ~EITHER;
            if ((set & CAN_BE_TRUE) != 0) {
                possible |= then.possible(leaves);
            }
            if ((set & CAN_BE_FALSE) != 0) {
                possible |= otherwise.possible(leaves);
            }
            return possible;
        }

        @Override
        public int truth(IntUnaryOperator leaves) {
            int chosen = condition.truth(leaves);
            if (chosen == EventField.MISSING) {
                return chosen;
            }
            return chosen == EventField.TRUE ? then.truth(leaves) : otherwise.truth(leaves);
        }
    }
}
