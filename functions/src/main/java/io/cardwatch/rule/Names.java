package io.cardwatch.rule;

import java.util.Set;
import java.util.regex.Pattern;

/** What names of features and rules look like. */
final class Names {
    static final String FEATURE_FORM =
            "a letter, then letters, digits or '_', at most 64 characters, e.g. tx_10m";
    static final String RULE_ID_FORM =
            "a letter or digit, then letters, digits, '-', '_' or '.', at most 64 characters,"
                    + " e.g. velocity-burst";

    static final String LIST_FORM =
            "a letter or digit, then letters, digits, '-', '_' or '.', at most 64 characters,"
                    + " e.g. high-risk-mcc";

    private static final Pattern FEATURE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern RULE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Words that mean something to conditions already, or are reserved by CEL. */
    private static final Set<String> RESERVED =
            Set.of(
                    "abs",
                    "as",
                    "bool",
                    "break",
                    "bytes",
                    "const",
                    "continue",
                    "double",
                    "dyn",
                    "else",
                    "event",
                    "false",
                    "for",
                    "function",
                    "has",
                    "if",
                    "import",
                    "in",
                    "int",
                    "let",
                    "list",
                    "loop",
                    "map",
                    "max",
                    "min",
                    "namespace",
                    "null",
                    "null_type",
                    "package",
                    "return",
                    "size",
                    "string",
                    "timestamp",
                    "true",
                    "type",
                    "uint",
                    "var",
                    "void",
                    "while");

    private Names() {}

    static boolean isFeatureName(String name) {
        return FEATURE.matcher(name).matches();
    }

    static boolean isRuleId(String id) {
        return RULE_ID.matcher(id).matches();
    }

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }
}
