package io.cardwatch.rule;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which features, fields and lists a term reads. */
final class TermNames {
    private TermNames() {}

    /** Adds the slots and fields that a term names, in the order of naming. */
    static void collect(Term term, Set<Integer> features, Set<EventField> fields) {
        visit(
                term,
                part -> {
                    if (part instanceof Term.FeatureValue feature) {
                        features.add(feature.slot());
                    } else if (part instanceof Term.Field field) {
                        fields.add(field.field());
                    } else if (part instanceof Term.Has has) {
                        fields.add(has.field());
                    }
                });
    }

    /** Adds the lists that a term reads by their names, with what is looked up in them. */
    static void collectLists(Term term, Map<String, Set<Term>> lists) {
        visit(
                term,
                part -> {
                    if (part instanceof Term.ListIn in) {
                        lists.computeIfAbsent(in.list().name(), unused -> new HashSet<>())
                                .add(in.operand());
                    }
                });
    }

    private static void visit(Term term, Consumer<Term> visitor) {
        visitor.accept(term);
        parts(term).forEach(part -> visit(part, visitor));
    }

    /** The features and fields whose values a term reads, without places and repeats. */
    static Set<Term> values(Term term) {
        Set<Term> values = new LinkedHashSet<>();
        visit(
                term,
                part -> {
                    Term value = withoutPlace(part);
                    if (value instanceof Term.FeatureValue || value instanceof Term.Field) {
                        values.add(value);
                    }
                });
        return values;
    }

    /** The terms that a term is made of, from left to right. */
    static List<Term> parts(Term term) {
        if (term instanceof Term.Not not) {
            return List.of(not.operand());
        } else if (term instanceof Term.And and) {
            return List.of(and.left(), and.right());
        } else if (term instanceof Term.Or or) {
            return List.of(or.left(), or.right());
        } else if (term instanceof Term.Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        } else if (term instanceof Term.NumberIn in) {
            return List.of(in.operand());
        } else if (term instanceof Term.TextIn in) {
            return List.of(in.operand());
        } else if (term instanceof Term.ListIn in) {
            return List.of(in.operand());
        } else if (term instanceof Term.TextTest test) {
            return List.of(test.operand());
        } else if (term instanceof Term.Negation negation) {
            return List.of(negation.operand());
        } else if (term instanceof Term.Arithmetic arithmetic) {
            return List.of(arithmetic.left(), arithmetic.right());
        } else if (term instanceof Term.Call call) {
            return call.arguments();
        } else if (term instanceof Term.Choice choice) {
            return List.of(choice.condition(), choice.then(), choice.otherwise());
        }
        return List.of();
    }

    /**
     * A feature, a field, or a test of one, wherever it stands; null for any other term. Two that
     * are equal have the same value in every event.
     */
    static @Nullable Term withoutPlace(Term term) {
        if (term instanceof Term.FeatureValue feature) {
            return new Term.FeatureValue(feature.slot(), feature.type(), 0);
        } else if (term instanceof Term.Field field) {
            return new Term.Field(field.field(), 0);
        } else if (term instanceof Term.Has has) {
            return new Term.Has(has.field(), 0);
        } else if (term instanceof Term.ListIn in) {
            Term operand = withoutPlace(in.operand());
            return operand == null ? null : new Term.ListIn(operand, in.list(), 0);
        } else if (term instanceof Term.TextIn in) {
            Term operand = withoutPlace(in.operand());
            return operand == null ? null : new Term.TextIn(operand, in.values(), 0);
        }
        return null;
    }
}
