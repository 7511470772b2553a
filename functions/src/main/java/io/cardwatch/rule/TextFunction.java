package io.cardwatch.rule;

import org.jspecify.annotations.Nullable;

/** The tests of a text against a constant, which CEL and Java call alike. */
enum TextFunction {
    STARTS_WITH("startsWith"),
    ENDS_WITH("endsWith"),
    CONTAINS("contains");

    private final String keyword;

    TextFunction(String keyword) {
        this.keyword = keyword;
    }

    String keyword() {
        return keyword;
    }

    boolean holds(String text, String part) {
        return switch (this) {
            case STARTS_WITH -> text.startsWith(part);
            case ENDS_WITH -> text.endsWith(part);
            case CONTAINS -> text.contains(part);
        };
    }

    static @Nullable TextFunction named(String keyword) {
        for (TextFunction function : values()) {
            if (function.keyword.equals(keyword)) {
                return function;
            }
        }
        return null;
    }
}
