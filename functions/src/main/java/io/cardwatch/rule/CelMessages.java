package io.cardwatch.rule;

import dev.cel.common.CelIssue;
import io.cardwatch.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in the words of the rule language what CEL's parser and checker found wrong. */
final class CelMessages {
    static final String LANGUAGE =
            "&& || ! == != < <= > >= + - * / ?: in, list, min, max, abs, has, startsWith,"
                    + " endsWith, contains";

    private static final Pattern UNKNOWN_NAME =
            Pattern.compile("undeclared reference to '([^']*)'");
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("undefined field '([^']*)'");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile(
                    "found no matching overload for '([^']*)' applied to '(?:(\\S+)\\.)?\\((.*?)\\)'.*",
                    Pattern.DOTALL);
    private static final List<String> FIELDS =
            Arrays.stream(EventField.values()).map(EventField::keyword).toList();
    private static final List<String> FUNCTIONS =
            Stream.of(
                            Arrays.stream(NumberFunction.values()).map(NumberFunction::keyword),
                            Stream.of("has", CelLanguage.LIST),
                            Arrays.stream(TextFunction.values()).map(TextFunction::keyword))
                    .flatMap(names -> names)
                    .toList();
    private static final Map<String, String> WORDS =
            Map.of(
                    "double", "number",
                    "string", "text",
                    "bool", "true/false value",
                    "uint", "unsigned number",
                    "bytes", "bytes",
                    "null", "null",
                    "list", "a list",
                    "map", "braces",
                    "CardEvent", "event");

    /** What the elements of a list or mapping are. */
    private static final Pattern OF_TYPES = Pattern.compile("\\(.*?\\)+");

    /** CEL's names of what the language leaves out. */
    private static final Map<String, String> OPERATORS = Map.of("_%_", "%", "_[_]", "[ ]");

    private static final Pattern NO_FIELDS =
            Pattern.compile("type '([^']*)' does not support field selection.*", Pattern.DOTALL);

    private final List<String> names;
    private final Map<String, String> elsewhere;
    private final Problems problems;

    CelMessages(Set<String> names, Map<String, String> elsewhere, Problems problems) {
        this.names = names.stream().sorted().toList();
        this.elsewhere = Map.copyOf(elsewhere);
        this.problems = problems;
    }

    /** The place of an issue in an expression, in code points from its beginning. */
    static int offset(CelIssue issue, String expression) {
        int[] text = expression.codePoints().toArray();
        int line = 1;
        int at = 0;
        while (at < text.length && line < issue.getSourceLocation().getLine()) {
            if (text[at] == '\n') {
                line++;
            }
            at++;
        }
        return Math.max(0, Math.min(at + issue.getSourceLocation().getColumn(), text.length));
    }

    /** Whether an issue only follows from another one in the same expression. */
    static boolean isConsequence(CelIssue issue) {
        return issue.getMessage().contains("*error*");
    }

    void reportSyntax(CelIssue issue, YamlNode.Scalar source) {
        int offset = offset(issue, source.value());
        SyntaxAdvice advice = SyntaxAdvice.of(issue.getMessage(), source.value(), offset);
        problems.error(source.at(advice.offset()), advice.message(), advice.accepted());
    }

    void reportType(CelIssue issue, YamlNode.Scalar source) {
        int offset = offset(issue, source.value());
        Matcher name = UNKNOWN_NAME.matcher(issue.getMessage());
        Matcher field = UNKNOWN_FIELD.matcher(issue.getMessage());
        Matcher overload = NO_OVERLOAD.matcher(issue.getMessage());
        Matcher noFields = NO_FIELDS.matcher(issue.getMessage());
        if (name.lookingAt()) {
            reportName(name.group(1), offset, source);
        } else if (field.lookingAt()) {
            problems.unknown(
                    source.at(fieldStart(source.value(), offset)),
                    "no field " + Problems.quote(field.group(1)) + " in events",
                    field.group(1),
                    FIELDS);
        } else if (overload.matches()) {
            reportOverload(overload.group(1), types(overload), offset, source);
        } else if (noFields.matches()) {
            String type = WORDS.getOrDefault(noFields.group(1), noFields.group(1));
            problems.error(source.at(offset), "a " + type + " has no fields", "event.<field>");
        } else {
            String message = issue.getMessage().lines().findFirst().orElse("not accepted");
            problems.error(source.at(offset), message, LANGUAGE);
        }
    }

    private void reportName(String name, int offset, YamlNode.Scalar source) {
        String bare = name.startsWith(".") ? name.substring(1) : name;
        int start = nameStart(source.value(), offset);
        String operator = OPERATORS.get(bare);
        if (operator != null) {
            problems.error(source.at(start), "'" + operator + "' is not in the language", LANGUAGE);
            return;
        }
        String reason = elsewhere.get(bare);
        if (reason != null) {
            problems.error(source.at(start), reason, "event.<field>");
        } else if (isCalled(source.value(), offset)) {
            problems.unknown(
                    source.at(start), "no function " + Problems.quote(bare), bare, FUNCTIONS);
        } else {
            String lower = bare.toLowerCase(Locale.ROOT);
            String nearest = FIELDS.contains(bare) ? "event." + bare : nearest(bare);
            if (lower.equals("true") || lower.equals("false")) {
                nearest = lower;
            }
            problems.error(
                    source.at(start),
                    "no feature " + Problems.quote(bare),
                    (names.isEmpty() ? "" : shortened(names) + ", ") + "event.<field>",
                    nearest);
        }
    }

    private @Nullable String nearest(String name) {
        List<String> known = Stream.concat(names.stream(), Stream.of(CelLanguage.EVENT)).toList();
        String nearest = NearestName.of(name, known);
        String field = NearestName.of(name, FIELDS);
        return nearest != null || field == null ? nearest : "event." + field;
    }

    private static String shortened(List<String> names) {
        return names.size() <= 20
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 20)) + ", …";
    }

    private void reportOverload(
            String function, List<String> types, int offset, YamlNode.Scalar source) {
        String shown = function.replace("@in", "in").replace("_", "");
        String accepted =
                switch (function) {
                    case "_&&_", "_||_", "!_" -> "conditions, e.g. event.approved or tx_10m >= 6";
                    case "_?_:_" -> "condition ? a : b, with a and b of one type";
                    case "_==_", "_!=_" -> "two values of one type";
                    case "_<_", "_<=_", "_>_", "_>=_" -> "two numbers or two texts";
                    case "_+_", "_-_", "_*_", "_/_", "-_" -> "numbers";
                    case "@in" ->
                            "a value in a list of its type, e.g. event.mcc in ['5411', '5499'] or"
                                    + " event.mcc in list('name')";
                    case CelLanguage.LIST -> "list('name')";
                    case "min", "max" -> function + "(number, number)";
                    case "abs" -> "abs(number)";
                    case "startsWith", "endsWith", "contains" ->
                            "event.<field>." + function + "('text')";
                    default -> LANGUAGE;
                };
        problems.error(
                source.at(nameStart(source.value(), offset)),
                "'" + shown + "' cannot take " + String.join(" and ", types),
                accepted);
    }

    private static List<String> types(Matcher overload) {
        Stream<String> target = Stream.ofNullable(overload.group(2));
        Stream<String> arguments =
                overload.group(3).isEmpty()
                        ? Stream.of("nothing")
                        : Arrays.stream(
                                OF_TYPES.matcher(overload.group(3)).replaceAll("").split(", ", -1));
        return Stream.concat(target, arguments)
                .map(type -> WORDS.getOrDefault(OF_TYPES.matcher(type).replaceAll(""), type))
                .toList();
    }

    /** CEL points at a call's bracket; people look at its name. */
    private static int nameStart(String expression, int offset) {
        int[] text = expression.codePoints().toArray();
        int at = offset;
        if (at < text.length && text[at] == '(') {
            while (at > 0 && isNamePart(text[at - 1])) {
                at--;
            }
        }
        return at;
    }

    private static boolean isCalled(String expression, int offset) {
        int[] text = expression.codePoints().toArray();
        return offset < text.length
                && text[offset] == '('
                && offset > 0
                && isNamePart(text[offset - 1]);
    }

    /** CEL points at the dot before a field, or at the bracket of {@code has}. */
    private static int fieldStart(String expression, int offset) {
        int[] text = expression.codePoints().toArray();
        int at = offset;
        while (at < text.length && text[at] != '.') {
            at++;
        }
        at++;
        while (at < text.length && Character.isWhitespace(text[at])) {
            at++;
        }
        return at < text.length ? at : offset;
    }

    private static boolean isNamePart(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
