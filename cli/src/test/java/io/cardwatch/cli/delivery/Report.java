package io.cardwatch.cli.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a test measured, for people: a file in {@code target/delivery} and the log. */
final class Report {
    private static final Logger LOG = LoggerFactory.getLogger(Report.class);

    private Report() {}

    static void write(String name, List<String> lines) throws IOException {
        LOG.info("{}:\n{}", name, String.join("\n", lines));
        Path folder = Files.createDirectories(Path.of("target", "delivery"));
        Files.write(folder.resolve(name + ".txt"), lines);
    }
}
