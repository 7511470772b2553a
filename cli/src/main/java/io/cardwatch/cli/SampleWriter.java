package io.cardwatch.cli;

import io.cardwatch.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a generated sample set. */
@FunctionalInterface
public interface SampleWriter {
    /**
     * Writes a set into a folder that is new or empty.
     *
     * @return what was written, in lines for a person
     * @throws CommandFailure where the numbers or the folder will not do
     * @throws IOException where a file cannot be written
     */
    List<String> write(Path folder, long seed, int cards, int days)
            throws CommandFailure, IOException;
}
