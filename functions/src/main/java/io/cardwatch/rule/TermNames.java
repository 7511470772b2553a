package io.cardwatch.rule;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which features and fields a term reads. */
final class TermNames {
    private TermNames() {}

    /** Adds the slots and fields that a term names. */
    static void collect(Term term, Set<Integer> features, Set<EventField> fields) {
        if (term instanceof Term.FeatureValue feature) {
            features.add(feature.slot());
        } else if (term instanceof Term.Field field) {
            fields.add(field.field());
        } else if (term instanceof Term.Has has) {
            fields.add(has.field());
        } else if (term instanceof Term.Not not) {
            collect(not.operand(), features, fields);
        } else if (term instanceof Term.And and) {
            collect(and.left(), features, fields);
            collect(and.right(), features, fields);
        } else if (term instanceof Term.Or or) {
            collect(or.left(), features, fields);
            collect(or.right(), features, fields);
        } else if (term instanceof Term.Comparison comparison) {
            collect(comparison.left(), features, fields);
            collect(comparison.right(), features, fields);
        } else if (term instanceof Term.NumberIn in) {
            collect(in.operand(), features, fields);
        } else if (term instanceof Term.TextIn in) {
            collect(in.operand(), features, fields);
        } else if (term instanceof Term.TextTest test) {
            collect(test.operand(), features, fields);
        } else if (term instanceof Term.Negation negation) {
            collect(negation.operand(), features, fields);
        } else if (term instanceof Term.Arithmetic arithmetic) {
            collect(arithmetic.left(), features, fields);
            collect(arithmetic.right(), features, fields);
        } else if (term instanceof Term.Call call) {
            call.arguments().forEach(argument -> collect(argument, features, fields));
        } else if (term instanceof Term.Choice choice) {
            collect(choice.condition(), features, fields);
            collect(choice.then(), features, fields);
            collect(choice.otherwise(), features, fields);
        }
    }

    /** A feature or field as such, wherever it stands; null for any other term. */
    static @Nullable Term withoutPlace(Term term) {
        if (term instanceof Term.FeatureValue feature) {
            return new Term.FeatureValue(feature.slot(), feature.type(), 0);
        } else if (term instanceof Term.Field field) {
            return new Term.Field(field.field(), 0);
        }
        return null;
    }
}
