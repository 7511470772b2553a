package io.cardwatch.rule;

import java.util.List;

/**
 * Refuses what brings amounts of different currencies together: a transaction's own amount with one
 * in the bank's base currency, and a transaction's own amount with a plain number unless the
 * condition says in which currency the number is meant.
 */
final class CurrencyLinter {
    private static final String PINNED_FORM =
            "event.currency == 'XXX' && … in the same condition, or event.amount, which is in the"
                    + " bank's base currency";

    private final List<Boolean> amounts;
    private final Problems problems;

    /**
     * @param amounts which slots hold an amount in the base currency
     */
    CurrencyLinter(List<Boolean> amounts, Problems problems) {
        this.amounts = List.copyOf(amounts);
        this.problems = problems;
    }

    /** What a number is counted in. */
    private enum Unit {
        /** Nothing, or whatever stands beside it. */
        NONE,
        /** The bank's base currency. */
        BASE,
        /** The transaction's currency, whichever that is. */
        TRANSACTION
    }

    /** Reports what a condition mixes. */
    void lint(Term condition, YamlNode.Scalar source) {
        check(condition, false, source);
    }

    /**
     * Reports what a score mixes.
     *
     * @param condition of the score's rule, which may say in which currency it holds
     */
    void lintScore(Term score, Term condition, YamlNode.Scalar source) {
        boolean pinned = pins(condition);
        if (check(score, pinned, source) == Unit.TRANSACTION && !pinned) {
            problems.error(
                    source.at(score.at()),
                    "a score in mixed currencies: 'transactionAmount' is in that of each event",
                    PINNED_FORM);
        }
    }

    /** Whether a condition holds in one currency only. */
    private static boolean pins(Term condition) {
        if (condition instanceof Term.And and) {
            return pins(and.left()) || pins(and.right());
        } else if (condition instanceof Term.TextIn in) {
            return in.values().size() == 1 && isCurrency(in.operand());
        }
        return condition instanceof Term.Comparison comparison
                && comparison.comparator() == Comparator.EQUAL
                && (isPin(comparison.left(), comparison.right())
                        || isPin(comparison.right(), comparison.left()));
    }

    private static boolean isPin(Term name, Term constant) {
        return isCurrency(name) && constant instanceof Term.TextConstant;
    }

    private static boolean isCurrency(Term term) {
        return term instanceof Term.Field field && field.field() == EventField.CURRENCY;
    }

    private Unit check(Term term, boolean pinned, YamlNode.Scalar source) {
        if (term instanceof Term.FeatureValue feature) {
            return amounts.get(feature.slot()) ? Unit.BASE : Unit.NONE;
        } else if (term instanceof Term.Field field) {
            return switch (field.field()) {
                case AMOUNT -> Unit.BASE;
                case TRANSACTION_AMOUNT -> Unit.TRANSACTION;
                default -> Unit.NONE;
            };
        } else if (term instanceof Term.And) {
            boolean inside = pinned || pins(term);
            TermNames.parts(term).forEach(part -> check(part, inside, source));
        } else if (term instanceof Term.Choice choice) {
            check(choice.condition(), pinned, source);
            Unit then = check(choice.then(), pinned || pins(choice.condition()), source);
            return together(term, then, check(choice.otherwise(), pinned, source), source);
        } else if (term instanceof Term.Comparison comparison) {
            compared(comparison, comparison.left(), comparison.right(), pinned, source);
        } else if (term instanceof Term.NumberIn in) {
            if (check(in.operand(), pinned, source) == Unit.TRANSACTION && !pinned) {
                reportUnpinned(term, source);
            }
        } else if (term instanceof Term.Arithmetic arithmetic) {
            Unit left = check(arithmetic.left(), pinned, source);
            Unit right = check(arithmetic.right(), pinned, source);
            Unit both = together(term, left, right, source);
            boolean ratio = arithmetic.operator() == Operator.DIVIDED && right != Unit.NONE;
            return ratio ? Unit.NONE : both;
        } else if (term instanceof Term.Call call && call.arguments().size() == 2) {
            return compared(call, call.arguments().get(0), call.arguments().get(1), pinned, source);
        } else {
            Unit unit = Unit.NONE;
            for (Term part : TermNames.parts(term)) {
                unit = check(part, pinned, source);
            }
            return term.type() == ValueType.NUMBER ? unit : Unit.NONE;
        }
        return Unit.NONE;
    }

    private Unit compared(
            Term whole, Term left, Term right, boolean pinned, YamlNode.Scalar source) {
        Unit one = check(left, pinned, source);
        Unit other = check(right, pinned, source);
        boolean withNumber = (one == Unit.NONE) != (other == Unit.NONE);
        if (withNumber && (one == Unit.TRANSACTION || other == Unit.TRANSACTION) && !pinned) {
            // What is built on it is not reported again.
            reportUnpinned(whole, source);
            return Unit.NONE;
        }
        return together(whole, one, other, source);
    }

    private void reportUnpinned(Term at, YamlNode.Scalar source) {
        problems.error(
                source.at(at.at()),
                "mixed currencies: 'transactionAmount' is in the currency of each event",
                PINNED_FORM);
    }

    private Unit together(Term whole, Unit left, Unit right, YamlNode.Scalar source) {
        if (left == Unit.NONE || left == right) {
            return right;
        } else if (right == Unit.NONE) {
            return left;
        }
        problems.error(
                source.at(whole.at()),
                "mixed currencies: 'transactionAmount' with an amount in the base currency",
                "amounts of one currency on both sides");
        return Unit.NONE;
    }
}
