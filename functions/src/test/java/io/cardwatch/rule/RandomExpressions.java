package io.cardwatch.rule;

import java.util.List;
import java.util.Random;

/** Writes random expressions that the language accepts, in every construct that it has. */
final class RandomExpressions {
    private static final List<String> NUMBERS = List.of("n0", "n1", "n2", "n3");
    private static final List<String> FLAGS = List.of("b0", "b1");
    private static final List<String> LITERALS =
            List.of(
                    "0",
                    "1",
                    "2",
                    "3",
                    "-1",
                    "0.0",
                    "-0.0",
                    "0.5",
                    "-2.5",
                    "1e3",
                    "1e300",
                    "5",
                    "23",
                    "100.25",
                    "4.9e-324",
                    "1.7976931348623157e308");
    private static final List<String> TEXTS =
            List.of(
                    "''",
                    "'a'",
                    "'b'",
                    "'AT'",
                    "'5411'",
                    "'DE'",
                    "'\\''",
                    "\"\\\"\"",
                    "'\\\\'",
                    "'\\u0022'",
                    "'*/ //'",
                    "'é'",
                    "'𝄞'",
                    "'\\n'",
                    "'00'",
                    "'authorisation'",
                    "'203.0.113.7'",
                    "'EUR'");
    private static final List<EventField> NUMBER_FIELDS = fields(ValueType.NUMBER);
    private static final List<EventField> TEXT_FIELDS = fields(ValueType.TEXT);
    private static final List<EventField> FLAG_FIELDS = fields(ValueType.FLAG);

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    private static List<EventField> fields(ValueType type) {
        return java.util.Arrays.stream(EventField.values())
                .filter(field -> field.type() == type)
                .toList();
    }

    String flag(int depth) {
        if (depth <= 0) {
            return switch (random.nextInt(6)) {
                case 0 -> pick(List.of("true", "false"));
                case 1, 2 -> pick(FLAGS);
                case 3 -> "has(event." + pick(List.of(EventField.values())).keyword() + ")";
                default -> "event." + pick(FLAG_FIELDS).keyword();
            };
        }
        int next = depth - 1;
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> "(" + flag(next) + " && " + flag(next) + ")";
            case 3, 4, 5 -> "(" + flag(next) + " || " + flag(next) + ")";
            case 6 -> "!" + "(" + flag(next) + ")";
            case 7 -> "(" + flag(next) + " ? " + flag(next) + " : " + flag(next) + ")";
            case 8 -> "(" + flag(next) + pick(List.of(" == ", " != ")) + flag(next) + ")";
            case 9 ->
                    "("
                            + text(next)
                            + pick(List.of(" == ", " != ", " < ", " <= ", " > ", " >= "))
                            + text(next)
                            + ")";
            case 10 -> "(" + text(next) + " in [" + list(TEXTS) + "])";
            case 11 -> "(" + number(next) + " in [" + list(LITERALS) + "])";
            case 12 ->
                    "("
                            + text(next)
                            + ")."
                            + pick(List.of("startsWith", "endsWith", "contains"))
                            + "("
                            + pick(TEXTS)
                            + ")";
            case 13 -> "(" + text(next) + " in list('" + pick(RandomLists.TEXT_LISTS) + "'))";
            case 14 -> "(event.ip in list('" + pick(RandomLists.NETWORK_LISTS) + "'))";
            default ->
                    "("
                            + number(next)
                            + pick(List.of(" == ", " != ", " < ", " <= ", " > ", " >= "))
                            + number(next)
                            + ")";
        };
    }

    String number(int depth) {
        if (depth <= 0) {
            return switch (random.nextInt(4)) {
                case 0 -> pick(LITERALS);
                case 1 -> "event." + pick(NUMBER_FIELDS).keyword();
                default -> pick(NUMBERS);
            };
        }
        int next = depth - 1;
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 ->
                    "("
                            + number(next)
                            + pick(List.of(" + ", " - ", " * ", " / "))
                            + number(next)
                            + ")";
            case 4 -> "-(" + number(next) + ")";
            case 5 -> pick(List.of("min", "max")) + "(" + number(next) + ", " + number(next) + ")";
            case 6 -> "abs(" + number(next) + ")";
            case 7 -> "(" + flag(next) + " ? " + number(next) + " : " + number(next) + ")";
            default -> number(0);
        };
    }

    private String text(int depth) {
        if (depth > 0 && random.nextInt(5) == 0) {
            return "(" + flag(depth - 1) + " ? " + text(depth - 1) + " : " + text(depth - 1) + ")";
        }
        return random.nextInt(3) == 0 ? pick(TEXTS) : "event." + pick(TEXT_FIELDS).keyword();
    }

    private String list(List<String> from) {
        StringBuilder list = new StringBuilder(pick(from));
        for (int i = random.nextInt(8); i > 0; i--) {
            list.append(", ").append(pick(from));
        }
        return list.toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
