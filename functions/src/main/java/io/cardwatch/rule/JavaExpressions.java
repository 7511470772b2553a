package io.cardwatch.rule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes terms as Java expressions for one method with the variables {@code event} and {@code f}
 * (the feature vector).
 *
 * <p>A flag becomes an int: 1 true, 0 false, 2 missing. A number or text becomes two expressions:
 * whether it is there, and its value, which is evaluated only after the first and only if that was
 * true. Presence is asked at the leaves alone, so that NaN as the result of arithmetic stays a
 * number like any other. Every term is written once, so that code grows with the expression's
 * length and not with its depth.
 */
final class JavaExpressions {
    private static final String PRESENT = "true";

    /** Up to how many elements a list is compared with one by one. */
    static final int LONGEST_CHAIN = 4;

    private final JavaConstants constants;
    private final StringBuilder declarations = new StringBuilder();
    private int variables;

    JavaExpressions(JavaConstants constants) {
        this.constants = constants;
    }

    /** The local variables that the expressions written so far use. */
    String declarations() {
        return declarations.toString();
    }

    /** A number's or text's two expressions. */
    record Operand(String presence, String value) {}

    private String variable(String type, String initial) {
        String name = "v" + variables++;
        declarations.append(type + ' ' + name + " = " + initial + ";\n");
        return name;
    }

    /** An int expression for a term of type flag. */
    String flag(Term term) {
        if (term instanceof Term.FlagConstant flag) {
            return flag.value() ? "1" : "0";
        } else if (term instanceof Term.FeatureValue feature) {
            String value = slot(feature.slot());
            return "(" + value + " == " + value + " ? " + bit(value + " != 0.0") + " : 2)";
        } else if (term instanceof Term.Field field) {
            return field.field().javaSource();
        } else if (term instanceof Term.Has has) {
            return has(has.field());
        } else if (term instanceof Term.Not not) {
            String operand = variable("int", "0");
            return "(("
                    + operand
                    + " = "
                    + flag(not.operand())
                    + ") == 2 ? 2 : 1 - "
                    + operand
                    + ")";
        } else if (term instanceof Term.And and) {
            String left = variable("int", "0");
            String right = variable("int", "0");
            return String.format(
                    "((%1$s = %3$s) == 0 ? 0 : (%2$s = %4$s) == 0 ? 0 : (%1$s | %2$s) == 1 ? 1 : 2)",
                    left, right, flag(and.left()), flag(and.right()));
        } else if (term instanceof Term.Or or) {
            String left = variable("int", "0");
            String right = variable("int", "0");
            return String.format(
                    "((%1$s = %3$s) == 1 ? 1 : (%2$s = %4$s) == 1 ? 1 : %1$s | %2$s)",
                    left, right, flag(or.left()), flag(or.right()));
        } else if (term instanceof Term.Choice choice) {
            String condition = variable("int", "0");
            return String.format(
                    "((%1$s = %2$s) == 1 ? %3$s : %1$s == 0 ? %4$s : 2)",
                    condition,
                    flag(choice.condition()),
                    flag(choice.then()),
                    flag(choice.otherwise()));
        } else if (term instanceof Term.Comparison comparison) {
            return comparison(comparison);
        } else if (term instanceof Term.NumberIn in) {
            return numberIn(in);
        } else if (term instanceof Term.TextIn in) {
            return textIn(in);
        } else if (term instanceof Term.ListIn in) {
            Operand operand = operand(in.operand());
            return flag(
                    operand.presence, constants.list(in.list()) + ".test(" + operand.value + ")");
        } else if (term instanceof Term.TextTest test) {
            Operand operand = operand(test.operand());
            return flag(
                    operand.presence,
                    operand.value
                            + "."
                            + test.function().keyword()
                            + "("
                            + constants.text(test.part())
                            + ")");
        }
        throw new IllegalArgumentException("not a flag: " + term.getClass().getSimpleName());
    }

    /** The expressions for a term of type number or text. */
    Operand operand(Term term) {
        if (term instanceof Term.NumberConstant number) {
            return new Operand(PRESENT, literal(number.value()));
        } else if (term instanceof Term.TextConstant text) {
            return new Operand(PRESENT, constants.text(text.value()));
        } else if (term instanceof Term.FeatureValue feature) {
            String value = slot(feature.slot());
            return new Operand(value + " == " + value, value);
        } else if (term instanceof Term.Field field) {
            return field(field.field());
        } else if (term instanceof Term.Negation negation) {
            Operand operand = operand(negation.operand());
            return new Operand(operand.presence, "(-" + operand.value + ")");
        } else if (term instanceof Term.Arithmetic arithmetic) {
            Operand left = operand(arithmetic.left());
            Operand right = operand(arithmetic.right());
            String symbol = arithmetic.operator().symbol();
            return new Operand(
                    both(left.presence, right.presence),
                    "(" + left.value + " " + symbol + " " + right.value + ")");
        } else if (term instanceof Term.Call call) {
            List<Operand> arguments = call.arguments().stream().map(this::operand).toList();
            return new Operand(
                    arguments.stream().map(Operand::presence).reduce(PRESENT, this::both),
                    arguments.stream()
                            .map(Operand::value)
                            .collect(
                                    Collectors.joining(
                                            ", ", "Math." + call.function().keyword() + "(", ")")));
        } else if (term instanceof Term.Choice choice) {
            String condition = variable("int", "0");
            Operand then = operand(choice.then());
            Operand otherwise = operand(choice.otherwise());
            return new Operand(
                    String.format(
                            "((%1$s = %2$s) == 1 ? %3$s : %1$s == 0 && %4$s)",
                            condition, flag(choice.condition()), then.presence, otherwise.presence),
                    "(" + condition + " == 1 ? " + then.value + " : " + otherwise.value + ")");
        }
        throw new IllegalArgumentException("a flag: " + term.getClass().getSimpleName());
    }

    private String comparison(Term.Comparison comparison) {
        String symbol = comparison.comparator().symbol();
        if (comparison.left().type() == ValueType.FLAG) {
            String left = variable("int", "0");
            String right = variable("int", "0");
            return String.format(
                    "((%1$s = %3$s) == 2 ? 2 : (%2$s = %4$s) == 2 ? 2 : %5$s)",
                    left,
                    right,
                    flag(comparison.left()),
                    flag(comparison.right()),
                    bit(left + " " + symbol + " " + right));
        }
        Operand left = operand(comparison.left());
        Operand right = operand(comparison.right());
        String presence = both(left.presence, right.presence);
        if (comparison.left().type() == ValueType.NUMBER) {
            return flag(presence, left.value + " " + symbol + " " + right.value);
        }
        return switch (comparison.comparator()) {
            case EQUAL -> flag(presence, left.value + ".equals(" + right.value + ")");
            case UNEQUAL -> flag(presence, "!" + left.value + ".equals(" + right.value + ")");
            case LESS, AT_MOST, GREATER, AT_LEAST ->
                    flag(presence, left.value + ".compareTo(" + right.value + ") " + symbol + " 0");
        };
    }

    private String numberIn(Term.NumberIn in) {
        Operand operand = operand(in.operand());
        if (in.values().size() > LONGEST_CHAIN) {
            return flag(
                    operand.presence,
                    String.format(
                            "java.util.Arrays.binarySearch(%s, %s + 0.0) >= 0",
                            constants.sorted(in.values()), operand.value));
        }
        String value = variable("double", "0.0");
        String assigned = "(" + value + " = " + operand.value + ")";
        StringBuilder test = new StringBuilder();
        for (Double each : in.values()) {
            String left = test.isEmpty() ? assigned : " || " + value;
            test.append(left).append(" == ").append(literal(each));
        }
        return flag(operand.presence, test.toString());
    }

    private String textIn(Term.TextIn in) {
        Operand operand = operand(in.operand());
        if (in.values().size() > LONGEST_CHAIN) {
            return flag(
                    operand.presence, constants.list(in.values()) + ".test(" + operand.value + ")");
        }
        String value = variable("String", "null");
        StringBuilder test = new StringBuilder();
        for (String each : in.values()) {
            String right = test.isEmpty() ? "(" + value + " = " + operand.value + ")" : value;
            test.append(test.isEmpty() ? "" : " || ")
                    .append(constants.text(each))
                    .append(".equals(")
                    .append(right)
                    .append(")");
        }
        return flag(operand.presence, test.toString());
    }

    private Operand field(EventField field) {
        if (field.type() == ValueType.NUMBER) {
            String value = variable("double", "0.0");
            return new Operand("(" + value + " = " + field.javaSource() + ") == " + value, value);
        }
        String value = variable("String", "null");
        return new Operand("(" + value + " = " + field.javaSource() + ") != null", value);
    }

    private String has(EventField field) {
        return switch (field.type()) {
            case FLAG -> bit(field.javaSource() + " != 2");
            case TEXT, NUMBER -> bit(field(field).presence);
        };
    }

    private static String slot(int slot) {
        return "f[" + slot + "]";
    }

    private static String bit(String test) {
        return "(" + test + " ? 1 : 0)";
    }

    private static String flag(String presence, String test) {
        return presence.equals(PRESENT) ? bit(test) : "(" + presence + " ? " + bit(test) + " : 2)";
    }

    private String both(String left, String right) {
        if (left.equals(PRESENT)) {
            return right;
        }
        return right.equals(PRESENT) ? left : left + " && " + right;
    }

    private static String literal(double value) {
        return Double.compare(value, 0.0) < 0 ? "(" + value + ")" : Double.toString(value);
    }
}
