package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What terms come to for one event and its features, read off the tree: for looking at an
 * evaluation part by part. The compiled class, which a property test holds this against, is what
 * judges events.
 */
final class TermValues {
    private final CardEvent event;
    private final double[] features;
    private final @Nullable Term moved;
    private final double value;

    TermValues(CardEvent event, double[] features) {
        this(event, features, null, Double.NaN);
    }

    private TermValues(CardEvent event, double[] features, @Nullable Term moved, double value) {
        this.event = event;
        this.features = features;
        this.moved = moved;
        this.value = value;
    }

    /**
     * The same where one number has another value.
     *
     * @param number a feature or field without its place, see {@link TermNames#withoutPlace}, which
     *     moves wherever it stands; or a constant of the tree, which moves alone
     */
    TermValues with(Term number, double value) {
        return new TermValues(event, features, number, value);
    }

    /** {@link EventField#TRUE}, {@link EventField#FALSE} or {@link EventField#MISSING}. */
    int flag(Term term) {
        if (term instanceof Term.FlagConstant flag) {
            return of(flag.value());
        } else if (term instanceof Term.FeatureValue feature) {
            double stored = features[feature.slot()];
            return Double.isNaN(stored) ? EventField.MISSING : of(stored != 0.0);
        } else if (term instanceof Term.Field field) {
            return field.field().flag(event);
        } else if (term instanceof Term.Has has) {
            return of(has(has.field()));
        } else if (term instanceof Term.Not not) {
            int operand = flag(not.operand());
            return operand == EventField.MISSING ? operand : of(operand == EventField.FALSE);
        } else if (term instanceof Term.And and) {
            return both(and.left(), and.right(), EventField.FALSE);
        } else if (term instanceof Term.Or or) {
            return both(or.left(), or.right(), EventField.TRUE);
        } else if (term instanceof Term.Choice choice) {
            Term chosen = chosen(choice);
            return chosen == null ? EventField.MISSING : flag(chosen);
        } else if (term instanceof Term.Comparison comparison) {
            return comparison(comparison);
        } else if (term instanceof Term.NumberIn in) {
            return isPresent(in.operand())
                    ? of(isAmong(number(in.operand()), in.values()))
                    : EventField.MISSING;
        } else if (term instanceof Term.TextIn in) {
            String text = text(in.operand());
            return text == null ? EventField.MISSING : of(in.values().contains(text));
        } else if (term instanceof Term.ListIn in) {
            String text = text(in.operand());
            return text == null ? EventField.MISSING : of(in.list().contains(text));
        } else if (term instanceof Term.TextTest test) {
            String text = text(test.operand());
            return text == null ? EventField.MISSING : of(test.function().holds(text, test.part()));
        }
        throw new IllegalArgumentException("not a flag: " + term.getClass().getSimpleName());
    }

    /** Whether a number is there; NaN as the result of arithmetic is. */
    boolean isPresent(Term term) {
        if (term instanceof Term.FeatureValue || term instanceof Term.Field) {
            return !Double.isNaN(number(term));
        } else if (term instanceof Term.Choice choice) {
            Term chosen = chosen(choice);
            return chosen != null && isPresent(chosen);
        }
        for (Term part : TermNames.parts(term)) {
            if (!isPresent(part)) {
                return false;
            }
        }
        return true;
    }

    /** A number; where it is not there it means nothing. */
    double number(Term term) {
        if (term instanceof Term.NumberConstant number) {
            return term == moved ? value : number.value();
        } else if (term instanceof Term.FeatureValue || term instanceof Term.Field) {
            return variable(term);
        } else if (term instanceof Term.Negation negation) {
            return -number(negation.operand());
        } else if (term instanceof Term.Arithmetic arithmetic) {
            return arithmetic
                    .operator()
                    .apply(number(arithmetic.left()), number(arithmetic.right()));
        } else if (term instanceof Term.Call call) {
            double first = number(call.arguments().get(0));
            double last = number(call.arguments().get(call.arguments().size() - 1));
            return call.function().apply(first, last);
        } else if (term instanceof Term.Choice choice) {
            Term chosen = chosen(choice);
            return chosen == null ? Double.NaN : number(chosen);
        }
        throw new IllegalArgumentException("not a number: " + term.getClass().getSimpleName());
    }

    private double variable(Term term) {
        if (moved != null && moved.equals(TermNames.withoutPlace(term))) {
            return value;
        }
        return term instanceof Term.FeatureValue feature
                ? features[feature.slot()]
                : ((Term.Field) term).field().number(event);
    }

    /** A text, or null where it is not there. */
    @Nullable String text(Term term) {
        if (term instanceof Term.TextConstant constant) {
            return constant.value();
        } else if (term instanceof Term.Field field) {
            return field.field().text(event);
        } else if (term instanceof Term.Choice choice) {
            Term chosen = chosen(choice);
            return chosen == null ? null : text(chosen);
        }
        throw new IllegalArgumentException("not a text: " + term.getClass().getSimpleName());
    }

    /** The side that counts, or null where the condition is unknown. */
    @Nullable Term chosen(Term.Choice choice) {
        int condition = flag(choice.condition());
        if (condition == EventField.MISSING) {
            return null;
        }
        return condition == EventField.TRUE ? choice.then() : choice.otherwise();
    }

    /** False decides a conjunction and true a disjunction, whatever is missing beside it. */
    private int both(Term left, Term right, int deciding) {
        int first = flag(left);
        int second = flag(right);
        if (first == deciding || second == deciding) {
            return deciding;
        }
        return first == EventField.MISSING || second == EventField.MISSING
                ? EventField.MISSING
                : first;
    }

    private int comparison(Term.Comparison comparison) {
        Term left = comparison.left();
        Term right = comparison.right();
        Comparator comparator = comparison.comparator();
        return switch (left.type()) {
            case NUMBER ->
                    isPresent(left) && isPresent(right)
                            ? of(comparator.holds(number(left), number(right)))
                            : EventField.MISSING;
            case TEXT -> {
                String first = text(left);
                String second = text(right);
                yield first == null || second == null
                        ? EventField.MISSING
                        : of(comparator.holds(first.compareTo(second), 0));
            }
            case FLAG -> {
                int first = flag(left);
                int second = flag(right);
                yield first == EventField.MISSING || second == EventField.MISSING
                        ? EventField.MISSING
                        : of(comparator.holds(first, second));
            }
        };
    }

    private boolean has(EventField field) {
        return switch (field.type()) {
            case NUMBER -> !Double.isNaN(field.number(event));
            case TEXT -> field.text(event) != null;
            case FLAG -> field.flag(event) != EventField.MISSING;
        };
    }

    private static boolean isAmong(double number, List<Double> values) {
        for (double each : values) {
            if (each == number) {
                return true;
            }
        }
        return false;
    }

    private static int of(boolean holds) {
        return holds ? EventField.TRUE : EventField.FALSE;
    }
}
