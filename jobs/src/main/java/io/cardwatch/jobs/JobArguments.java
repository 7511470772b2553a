package io.cardwatch.jobs;

import io.cardwatch.jobs.config.ConfigException;
import java.nio.file.Path;

/** What a job takes on the command line: its configuration file and nothing else. */
final class JobArguments {
    private JobArguments() {}

    static Path configFile(String[] args) {
        if (args.length == 2 && args[0].equals("--config")) {
            return Path.of(args[1]);
        }
        throw new ConfigException("usage: --config FILE");
    }
}
