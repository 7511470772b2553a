package io.cardwatch.jobs.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the delivery job is told.
 *
 * @param common what both jobs are told
 * @param receiptsTopic topic of what became of each attempt
 * @param alertMemory how long an alert's id is remembered
 * @param consoleFile where the console channel writes, or null for standard output
 * @param templates folder of message templates, or null for the shipped ones
 */
public record DeliveryConfig(
        CommonConfig common,
        String receiptsTopic,
        Duration alertMemory,
        @Nullable String consoleFile,
        @Nullable String templates) {

    /**
     * Reads a configuration file.
     *
     * @throws ConfigException where it cannot be used
     */
    public static DeliveryConfig read(Path path) {
        ConfigFile file = ConfigFile.read(path);
        Configuration options =
                file.toConfiguration(DeliveryOptions.all(), List.of(CommonOptions.KAFKA_PREFIX));
        return new DeliveryConfig(
                CommonConfig.from(file, options),
                options.get(DeliveryOptions.RECEIPTS_TOPIC),
                options.get(DeliveryOptions.ALERT_MEMORY),
                options.get(DeliveryOptions.CONSOLE_FILE),
                options.get(DeliveryOptions.TEMPLATES));
    }
}
