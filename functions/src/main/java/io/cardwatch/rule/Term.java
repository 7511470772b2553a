package io.cardwatch.rule;

import java.util.List;

/**
 * A checked expression of the rule language: CEL's syntax tree with names resolved and types known.
 * {@code at} is the place in the expression's text, in code points.
 */
sealed interface Term {
    ValueType type();

    int at();

    /** A number in the expression; always finite. */
    record NumberConstant(double value, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }
    }

    /** A text in the expression. */
    record TextConstant(String value, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }
    }

    /** {@code true} or {@code false}. */
    record FlagConstant(boolean value, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** A feature's value: number or flag. */
    record FeatureValue(int slot, ValueType type, int at) implements Term {}

    /** An event's field. */
    record Field(EventField field, int at) implements Term {
        @Override
        public ValueType type() {
            return field.type();
        }
    }

    /** Whether the event has a field; never missing itself. */
    record Has(EventField field, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code !x} */
    record Not(Term operand, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code a && b}, false if either is. */
    record And(Term left, Term right, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code a || b}, true if either is. */
    record Or(Term left, Term right, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code a < b} and the like; both sides are of one type. */
    record Comparison(Comparator comparator, Term left, Term right, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code x in [1, 2]} */
    record NumberIn(Term operand, List<Double> values, int at) implements Term {
        public NumberIn {
            values = List.copyOf(values);
        }

        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code x in ['a', 'b']} */
    record TextIn(Term operand, List<String> values, int at) implements Term {
        public TextIn {
            values = List.copyOf(values);
        }

        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code x in list('name')} */
    record ListIn(Term operand, NamedList list, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code x.startsWith('a')} and the like. */
    record TextTest(TextFunction function, Term operand, String part, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }
    }

    /** {@code -x} */
    record Negation(Term operand, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }
    }

    /** {@code a + b} and the like. */
    record Arithmetic(Operator operator, Term left, Term right, int at) implements Term {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }
    }

    /** {@code min(a, b)} and the like. */
    record Call(NumberFunction function, List<Term> arguments, int at) implements Term {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }
    }

    /** {@code c ? a : b}; both branches are of one type. */
    record Choice(Term condition, Term then, Term otherwise, int at) implements Term {
        @Override
        public ValueType type() {
            return then.type();
        }
    }
}
