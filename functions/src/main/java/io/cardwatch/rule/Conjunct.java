package io.cardwatch.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a condition needs of one feature or field alone, so that the whole condition is false where
 * that value is there and does not have it.
 *
 * @param question what is asked of which value
 * @param bound for numbers the least or greatest value that does
 * @param texts for texts those that do
 */
record Conjunct(Question question, double bound, Set<String> texts) {
    /** More texts than that are left to the rule's own code. */
    private static final int MOST_TEXTS = 64;

    /** What can be asked of a value. */
    enum Kind {
        AT_LEAST,
        AT_MOST,
        AMONG,
        TRUE,
        FALSE
    }

    /** A kind of question about a feature, by its slot, or else about a field. */
    record Question(Kind kind, int slot, @Nullable EventField field) {}

    /** What a condition needs, as far as it can be told value by value. */
    static List<Conjunct> of(Term condition) {
        List<Conjunct> conjuncts = new ArrayList<>();
        collect(condition, conjuncts);
        return conjuncts;
    }

    private static void collect(Term term, List<Conjunct> conjuncts) {
        if (term instanceof Term.And and) {
            collect(and.left(), conjuncts);
            collect(and.right(), conjuncts);
        } else if (term instanceof Term.Not not) {
            addFlag(Kind.FALSE, not.operand(), conjuncts);
        } else if (term instanceof Term.Comparison comparison) {
            Comparator comparator = comparison.comparator();
            add(comparison.left(), comparator, comparison.right(), conjuncts);
            add(comparison.right(), comparator.mirrored(), comparison.left(), conjuncts);
        } else if (term instanceof Term.TextIn in) {
            addTexts(in.operand(), Set.copyOf(in.values()), conjuncts);
        } else {
            addFlag(Kind.TRUE, term, conjuncts);
        }
    }

    private static void add(
            Term value, Comparator comparator, Term constant, List<Conjunct> conjuncts) {
        if (constant instanceof Term.TextConstant text && comparator == Comparator.EQUAL) {
            addTexts(value, Set.of(text.value()), conjuncts);
        } else if (constant instanceof Term.NumberConstant number) {
            double bound = number.value();
            switch (comparator) {
                case LESS -> addNumber(Kind.AT_MOST, value, Math.nextDown(bound), conjuncts);
                case AT_MOST -> addNumber(Kind.AT_MOST, value, bound, conjuncts);
                case GREATER -> addNumber(Kind.AT_LEAST, value, Math.nextUp(bound), conjuncts);
                case AT_LEAST -> addNumber(Kind.AT_LEAST, value, bound, conjuncts);
                case EQUAL -> {
                    addNumber(Kind.AT_LEAST, value, bound, conjuncts);
                    addNumber(Kind.AT_MOST, value, bound, conjuncts);
                }
                case UNEQUAL -> {}
            }
        }
    }

    private static void addNumber(Kind kind, Term value, double bound, List<Conjunct> conjuncts) {
        Question question = question(kind, value);
        if (question != null && Double.isFinite(bound)) {
            conjuncts.add(new Conjunct(question, bound, Set.of()));
        }
    }

    private static void addTexts(Term value, Set<String> texts, List<Conjunct> conjuncts) {
        Question question = question(Kind.AMONG, value);
        if (question != null && texts.size() <= MOST_TEXTS) {
            conjuncts.add(new Conjunct(question, 0.0, texts));
        }
    }

    private static void addFlag(Kind kind, Term value, List<Conjunct> conjuncts) {
        Question question = value.type() == ValueType.FLAG ? question(kind, value) : null;
        if (question != null) {
            conjuncts.add(new Conjunct(question, 0.0, Set.of()));
        }
    }

    private static @Nullable Question question(Kind kind, Term value) {
        if (value instanceof Term.FeatureValue feature) {
            return new Question(kind, feature.slot(), null);
        }
        return value instanceof Term.Field field ? new Question(kind, -1, field.field()) : null;
    }
}
