package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose consents a demo runs with.
 *
 * @param kind where they come from
 * @param file the file, where they come from one
 */
record ConsentChoice(Kind kind, @Nullable Path file) {
    ConsentChoice {
        requireNonNull(kind, "kind");
        if ((kind == Kind.FILE) != (file != null)) {
            throw new IllegalArgumentException("a file, and only a file, has a path");
        }
    }

    /** The file of a choice that is one. */
    Path requireFile() {
        return requireNonNull(file, "file");
    }

    /** Where consents come from. */
    enum Kind {
        /** Nobody has opted in. */
        NOBODY,
        /** From a file. */
        FILE,
        /** Made up for every cardholder. */
        EVERYONE
    }
}
