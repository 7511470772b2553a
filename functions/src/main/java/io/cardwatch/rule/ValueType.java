package io.cardwatch.rule;

/** The three types of the rule language. */
public enum ValueType {
    /** Every number is a 64-bit binary floating-point number, as CEL's double. */
    NUMBER("number"),
    /** A code or a name. */
    TEXT("text"),
    /** True or false. */
    FLAG("true/false value");

    private final String word;

    ValueType(String word) {
        this.word = word;
    }

    /** How messages name the type. */
    public String word() {
        return word;
    }
}
