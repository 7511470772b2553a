package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

/**
 * A piece of a rule file's text.
 *
 * @param from its first character's index in the text
 * @param text the piece as the file has it
 */
public record FileToken(int from, String text) {
    public FileToken {
        requireNonNull(text, "text");
    }

    /** The edit that puts something else in this piece's place. */
    public FileEdit with(String other) {
        return new FileEdit(from, text.length(), other);
    }
}
