package io.cardwatch.cli.delivery;

import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.jobs.AlertDeliveryJob;
import io.cardwatch.jobs.config.DeliveryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery job in a process of its own, to be killed: arguments are the configuration file and
 * a folder. It goes on from the newest complete checkpoint in the folder, and ends when the job
 * does, which it never should.
 */
public final class DeliveryJobMain {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryJobMain.class);

    private DeliveryJobMain() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        try (EmbeddedFlink flink = EmbeddedFlink.start(folder, 1, TestingDelivery.PARALLELISM)) {
            StreamExecutionEnvironment environment = flink.environment();
            Optional<Path> checkpoint = newestCheckpoint(folder.resolve("checkpoints"));
            if (checkpoint.isPresent()) {
                Configuration recovery = new Configuration();
                recovery.set(
                        StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.get().toUri().toString());
                environment.configure(recovery);
            }
            LOG.info("starting from {}", checkpoint);
            AlertDeliveryJob.configure(environment, DeliveryConfig.read(Path.of(args[0])));
            environment.executeAsync(AlertDeliveryJob.NAME).getJobExecutionResult().get();
        }
    }

    /**
     * Checkpoints go on counting where the one restored from stopped, so the highest number is the
     * newest. A kill may leave one unfinished: that has no metadata.
     */
    private static Optional<Path> newestCheckpoint(Path checkpoints) throws IOException {
        if (!Files.exists(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(DeliveryJobMain::number));
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }
}
