package io.cardwatch.jobs.config;

import io.cardwatch.jobs.kafka.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The options that both jobs have. What stands under {@code kafka.} goes to the Kafka clients as it
 * is.
 */
final class CommonOptions {
    static final String KAFKA_PREFIX = "kafka.";

    static final ConfigOption<String> SECRET_ENV =
            ConfigOptions.key("hashing.secret-env")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Environment variable of every task manager that holds the hashing secret, 16 bytes or more.");

    static final ConfigOption<String> SECRET_FILE =
            ConfigOptions.key("hashing.secret-file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File on every task manager that holds the hashing secret, 16 bytes or more.");

    static final ConfigOption<String> CONSENTS_TOPIC =
            ConfigOptions.key("topics.consents")
                    .stringType()
                    .defaultValue(Topics.CONSENTS)
                    .withDescription("Compacted topic of the opt-ins.");

    static final ConfigOption<String> ALERTS_TOPIC =
            ConfigOptions.key("topics.alerts")
                    .stringType()
                    .defaultValue(Topics.ALERTS)
                    .withDescription(
                            "Topic of the alerts, written by one job and delivered by the other.");

    static final ConfigOption<JobClock> CLOCK =
            ConfigOptions.key("clock")
                    .enumType(JobClock.class)
                    .defaultValue(JobClock.WALL)
                    .withDescription(
                            "What 'now' means for consents, cooldown and budget: wall, or event for a replay of old data.");

    static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
            ConfigOptions.key("checkpoints.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "Time between checkpoints. They are always aligned: unaligned ones would store events in flight.");

    static final ConfigOption<Duration> BUFFER_TIMEOUT =
            ConfigOptions.key("network.buffer-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMillis(1))
                    .withDescription(
                            "How long an event waits for company before it crosses to the next stage.");

    static final ConfigOption<Integer> CONSENTS_MAX_WAITING =
            ConfigOptions.key("consents.max-waiting")
                    .intType()
                    .defaultValue(100_000)
                    .withDescription(
                            "How many findings each subtask holds until the consents are loaded; more are dropped and counted.");

    static final List<ConfigOption<?>> ALL =
            List.of(
                    SECRET_ENV,
                    SECRET_FILE,
                    CONSENTS_TOPIC,
                    ALERTS_TOPIC,
                    CLOCK,
                    CHECKPOINT_INTERVAL,
                    BUFFER_TIMEOUT,
                    CONSENTS_MAX_WAITING);

    private CommonOptions() {}
}
