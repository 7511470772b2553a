package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Reads foreign CSV files through a mapping. */
@FunctionalInterface
public interface MappedFiles {
    /**
     * Opens a CSV file, plain or gzipped.
     *
     * @throws CommandFailure where the mapping is wrong, saying what is accepted
     * @throws IOException where a file cannot be read
     */
    EventFile open(Path csv, Path mapping) throws CommandFailure, IOException;
}
