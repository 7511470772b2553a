package io.cardwatch.rule;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Writes terms as the rule language has them, with no more brackets than it needs. */
final class TermText {
    /** How tightly a term holds together, from loose to tight, as CEL has it. */
    private enum Binding {
        CHOICE,
        OR,
        AND,
        RELATION,
        SUM,
        PRODUCT,
        SIGN,
        WHOLE
    }

    private static final double MOST_WHOLE = 1e15;

    private final IntFunction<String> names;

    /**
     * A writer.
     *
     * @param names the feature's name by its slot
     */
    TermText(IntFunction<String> names) {
        this.names = names;
    }

    /** The term in the rule language. */
    String of(Term term) {
        if (term instanceof Term.NumberConstant number) {
            return number(number.value());
        } else if (term instanceof Term.TextConstant text) {
            return quoted(text.value());
        } else if (term instanceof Term.FlagConstant flag) {
            return Boolean.toString(flag.value());
        } else if (term instanceof Term.FeatureValue feature) {
            return names.apply(feature.slot());
        } else if (term instanceof Term.Field field) {
            return field(field.field());
        } else if (term instanceof Term.Has has) {
            return "has(" + field(has.field()) + ")";
        } else if (term instanceof Term.Not not) {
            // CEL reads two signs in a row as none, and two of these as one that does not exist.
            return "!" + within(not.operand(), Binding.WHOLE);
        } else if (term instanceof Term.Negation negation) {
            Term operand = negation.operand();
            return operand instanceof Term.NumberConstant
                    ? "-(" + of(operand) + ")"
                    : "-" + within(operand, Binding.WHOLE);
        } else if (term instanceof Term.And and) {
            return joined(and.left(), " && ", and.right(), Binding.AND);
        } else if (term instanceof Term.Or or) {
            return joined(or.left(), " || ", or.right(), Binding.OR);
        } else if (term instanceof Term.Comparison comparison) {
            String symbol = " " + comparison.comparator().symbol() + " ";
            return joined(comparison.left(), symbol, comparison.right(), Binding.SUM);
        } else if (term instanceof Term.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (term instanceof Term.Choice choice) {
            return within(choice.condition(), Binding.OR)
                    + " ? "
                    + within(choice.then(), Binding.OR)
                    + " : "
                    + of(choice.otherwise());
        } else if (term instanceof Term.Call call) {
            return call.arguments().stream()
                    .map(this::of)
                    .collect(Collectors.joining(", ", call.function().keyword() + "(", ")"));
        } else if (term instanceof Term.NumberIn in) {
            return in(in.operand(), in.values().stream().map(TermText::number).toList());
        } else if (term instanceof Term.TextIn in) {
            return in(in.operand(), in.values().stream().map(TermText::quoted).toList());
        } else if (term instanceof Term.ListIn in) {
            return within(in.operand(), Binding.SUM) + " in list(" + quoted(in.list().name()) + ")";
        } else if (term instanceof Term.TextTest test) {
            return within(test.operand(), Binding.WHOLE)
                    + "."
                    + test.function().keyword()
                    + "("
                    + quoted(test.part())
                    + ")";
        }
        throw new IllegalArgumentException(term.getClass().getSimpleName());
    }

    /** A field as conditions name it. */
    static String field(EventField field) {
        return CelLanguage.EVENT + "." + field.keyword();
    }

    /** A number as people write it. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < MOST_WHOLE;
        boolean negativeZero = value == 0.0 && 1.0 / value < 0.0;
        return whole && !negativeZero ? Long.toString((long) value) : Double.toString(value);
    }

    private static Binding binding(Term term) {
        if (term instanceof Term.Choice) {
            return Binding.CHOICE;
        } else if (term instanceof Term.Or) {
            return Binding.OR;
        } else if (term instanceof Term.And) {
            return Binding.AND;
        } else if (term instanceof Term.Comparison
                || term instanceof Term.NumberIn
                || term instanceof Term.TextIn
                || term instanceof Term.ListIn) {
            return Binding.RELATION;
        } else if (term instanceof Term.Arithmetic arithmetic) {
            return binding(arithmetic.operator());
        } else if (term instanceof Term.Not
                || term instanceof Term.Negation
                || (term instanceof Term.NumberConstant number
                        && number(number.value()).startsWith("-"))) {
            return Binding.SIGN;
        }
        return Binding.WHOLE;
    }

    private static Binding binding(Operator operator) {
        return switch (operator) {
            case PLUS, MINUS -> Binding.SUM;
            case TIMES, DIVIDED -> Binding.PRODUCT;
        };
    }

    /** The right side of arithmetic is bracketed sooner: what stands there first is done later. */
    private String arithmetic(Term.Arithmetic arithmetic) {
        Binding own = binding(arithmetic.operator());
        Binding tighter = own == Binding.SUM ? Binding.PRODUCT : Binding.SIGN;
        return within(arithmetic.left(), own)
                + " "
                + arithmetic.operator().symbol()
                + " "
                + within(arithmetic.right(), tighter);
    }

    private String joined(Term left, String between, Term right, Binding least) {
        return within(left, least) + between + within(right, least);
    }

    private String in(Term operand, List<String> values) {
        return within(operand, Binding.SUM) + " in [" + String.join(", ", values) + "]";
    }

    private String within(Term term, Binding least) {
        return binding(term).compareTo(least) < 0 ? "(" + of(term) + ")" : of(term);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\\', '\'' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append("'").toString();
    }
}
