package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.cardwatch.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a tree that CEL's checker accepted into a {@link Term}, or says what is not taken over. */
final class TermBuilder {
    private static final String LIST_FORM = "event.mcc in ['5411'], or event.mcc in list('name')";

    private final CelAbstractSyntaxTree tree;
    private final YamlNode.Scalar source;
    private final Map<String, Integer> slots;
    private final Map<String, NamedList> lists;
    private final Problems problems;
    private int nodes;

    TermBuilder(
            CelAbstractSyntaxTree tree,
            YamlNode.Scalar source,
            Map<String, Integer> slots,
            Map<String, NamedList> lists,
            Problems problems) {
        this.tree = tree;
        this.source = source;
        this.slots = slots;
        this.lists = lists;
        this.problems = problems;
    }

    /** The term, or null (reported) where the tree holds something that rules may not use. */
    @Nullable Term build() {
        try {
            return term(tree.getExpr());
        } catch (NotAccepted notAccepted) {
            problems.error(
                    source.at(notAccepted.at),
                    notAccepted.message(),
                    notAccepted.accepted,
                    notAccepted.nearest);
            return null;
        }
    }

    private Term term(CelExpr expression) {
        if (++nodes > CelLanguage.MOST_NODES) {
            SyntaxAdvice tooLong = SyntaxAdvice.tooLong();
            throw new NotAccepted(0, tooLong.message(), requireNonNull(tooLong.accepted()));
        }
        int at = at(expression);
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression.constant(), at);
            case IDENT -> identifier(expression, at);
            case SELECT -> select(expression, at);
            case CALL -> call(expression, at);
            case LIST -> throw new NotAccepted(at, "a list", LIST_FORM);
            case MAP, STRUCT, COMPREHENSION, NOT_SET ->
                    throw new NotAccepted(at, "braces", "numbers, texts, features, event.<field>");
        };
    }

    private int at(CelExpr expression) {
        return tree.getSource().getPositionsMap().getOrDefault(expression.id(), 0);
    }

    private static Term constant(CelConstant constant, int at) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> new Term.FlagConstant(constant.booleanValue(), at);
            case STRING_VALUE -> new Term.TextConstant(constant.stringValue(), at);
            case DOUBLE_VALUE -> {
                if (!Double.isFinite(constant.doubleValue())) {
                    throw new NotAccepted(at, "a number that is too large", "numbers up to 1.0e15");
                }
                yield new Term.NumberConstant(constant.doubleValue(), at);
            }
            case NULL_VALUE ->
                    throw new NotAccepted(
                            at, "null", "has(event.<field>) asks whether it is there");
            case NOT_SET, INT64_VALUE, UINT64_VALUE, BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE ->
                    throw new NotAccepted(
                            at, "a constant of another type", "numbers, 'texts', true, false");
        };
    }

    private Term identifier(CelExpr expression, int at) {
        String name = requireNonNull(tree.getReferenceMap().get(expression.id())).name();
        Integer slot = slots.get(name);
        if (slot == null) {
            throw new NotAccepted(at, "the event itself is no value", "event.<field>");
        }
        return new Term.FeatureValue(slot, type(expression), at);
    }

    private ValueType type(CelExpr expression) {
        return switch (tree.getTypeOrThrow(expression.id()).kind()) {
            case DOUBLE -> ValueType.NUMBER;
            case STRING -> ValueType.TEXT;
            case BOOL -> ValueType.FLAG;
            default -> throw new NotAccepted(at(expression), "not a value", CelMessages.LANGUAGE);
        };
    }

    private Term select(CelExpr expression, int at) {
        EventField field = EventField.named(expression.select().field());
        if (field == null
                || expression.select().operand().getKind() != CelExpr.ExprKind.Kind.IDENT) {
            throw new NotAccepted(at, "no field of the event", "event.<field>");
        }
        return expression.select().testOnly() ? new Term.Has(field, at) : new Term.Field(field, at);
    }

    private Term call(CelExpr expression, int at) {
        String function = expression.call().function();
        List<CelExpr> arguments = new ArrayList<>();
        expression.call().target().ifPresent(arguments::add);
        arguments.addAll(expression.call().args());
        if (function.equals("@in")) {
            return membership(arguments.get(0), arguments.get(1), at);
        }
        if (function.equals(CelLanguage.LIST)) {
            throw new NotAccepted(listStart(at), "a list without 'in'", LIST_FORM);
        }
        List<Term> terms = arguments.stream().map(this::term).toList();
        return switch (function) {
            case "_&&_" -> new Term.And(terms.get(0), terms.get(1), at);
            case "_||_" -> new Term.Or(terms.get(0), terms.get(1), at);
            case "!_" -> new Term.Not(terms.get(0), at);
            case "-_" -> new Term.Negation(terms.get(0), at);
            case "_?_:_" -> new Term.Choice(terms.get(0), terms.get(1), terms.get(2), at);
            default -> named(function, terms, at);
        };
    }

    private static Term named(String function, List<Term> terms, int at) {
        Comparator comparator = Comparator.ofCel(function);
        if (comparator != null) {
            return new Term.Comparison(comparator, terms.get(0), terms.get(1), at);
        }
        Operator operator = Operator.ofCel(function);
        if (operator != null) {
            return new Term.Arithmetic(operator, terms.get(0), terms.get(1), at);
        }
        NumberFunction numeric = NumberFunction.named(function);
        if (numeric != null) {
            return new Term.Call(numeric, terms, at);
        }
        TextFunction textual = requireNonNull(TextFunction.named(function), function);
        if (terms.get(1) instanceof Term.TextConstant part) {
            return new Term.TextTest(textual, terms.get(0), part.value(), at);
        }
        throw new NotAccepted(
                terms.get(1).at(), "'" + function + "' of a value", function + "('text')");
    }

    private Term membership(CelExpr operand, CelExpr list, int at) {
        Term value = term(operand);
        if (list.getKind() == CelExpr.ExprKind.Kind.CALL
                && list.call().function().equals(CelLanguage.LIST)) {
            return named(value, list.call().args().get(0), at);
        }
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            throw new NotAccepted(at(list), "'in' without a list", LIST_FORM);
        }
        if (list.list().elements().isEmpty()) {
            throw new NotAccepted(at(list), "an empty list", LIST_FORM);
        }
        // Short lists become code, an element a comparison; long ones are looked up.
        nodes += Math.min(list.list().elements().size(), JavaExpressions.LONGEST_CHAIN);
        List<Double> numbers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (CelExpr element : list.list().elements()) {
            if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                throw new NotAccepted(at(element), "a list of other things", LIST_FORM);
            }
            Term constant = constant(element.constant(), at(element));
            if (constant.type() != value.type()) {
                throw new NotAccepted(
                        constant.at(),
                        "a " + value.type().word() + " in a list with a " + constant.type().word(),
                        value.type() == ValueType.TEXT
                                ? "codes in quotes, e.g. '5411'"
                                : LIST_FORM);
            }
            if (constant instanceof Term.NumberConstant number) {
                numbers.add(number.value());
            } else if (constant instanceof Term.TextConstant text) {
                texts.add(text.value());
            }
        }
        return switch (value.type()) {
            case NUMBER -> new Term.NumberIn(value, numbers, at);
            case TEXT -> new Term.TextIn(value, texts, at);
            case FLAG -> throw new NotAccepted(at, "'in' of true or false", "the value itself");
        };
    }

    private Term named(Term value, CelExpr name, int at) {
        if (name.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            throw new NotAccepted(at(name), "the name of a list is no constant", LIST_FORM);
        }
        String text = name.constant().stringValue();
        NamedList list = lists.get(text);
        if (list == null) {
            List<String> known = lists.keySet().stream().sorted().toList();
            throw new NotAccepted(
                    at(name),
                    "no list " + Problems.quote(text),
                    known.isEmpty() ? "a list under 'lists'" : String.join(", ", known),
                    NearestName.of(text, known));
        }
        boolean isAddress = value instanceof Term.Field field && field.field() == EventField.IP;
        if (list.networks() != null && !isAddress) {
            throw new NotAccepted(
                    value.at(),
                    "the list " + Problems.quote(text) + " holds networks",
                    "event.ip in list('" + text + "')");
        }
        return new Term.ListIn(value, list, at);
    }

    /** CEL points at a call's bracket; people look at its name. */
    private int listStart(int bracket) {
        return Math.max(0, bracket - CelLanguage.LIST.length());
    }

    /** CEL that rules do without. */
    private static final class NotAccepted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int at;
        private final String accepted;
        private final @Nullable String nearest;

        NotAccepted(int at, String message, String accepted) {
            this(at, message, accepted, null);
        }

        NotAccepted(int at, String message, String accepted, @Nullable String nearest) {
            super(message);
            this.at = at;
            this.accepted = accepted;
            this.nearest = nearest;
        }

        String message() {
            return requireNonNull(getMessage());
        }
    }
}
