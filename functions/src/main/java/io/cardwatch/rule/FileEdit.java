package io.cardwatch.rule;

import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A change of a rule file's text.
 *
 * @param from where in the text as it was
 * @param length how many characters go away there
 * @param replacement what takes their place
 */
public record FileEdit(int from, int length, String replacement) {
    public FileEdit {
        requireNonNull(replacement, "replacement");
    }

    /**
     * The text with all edits made; everything between them stays as it is, to the character.
     *
     * @throws IllegalArgumentException where two edits overlap
     */
    public static String apply(String text, List<FileEdit> edits) {
        StringBuilder edited = new StringBuilder();
        int at = 0;
        for (FileEdit edit : edits.stream().sorted(comparingInt(FileEdit::from)).toList()) {
            if (edit.from < at) {
                throw new IllegalArgumentException("two edits of one place");
            }
            edited.append(text, at, edit.from).append(edit.replacement);
            at = edit.from + edit.length;
        }
        return edited.append(text, at, text.length()).toString();
    }
}
