package io.cardwatch.jobs.config;

import io.cardwatch.secret.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What both jobs are told.
 *
 * @param kafka settings of the Kafka clients, by Kafka's names
 * @param secret where the hashing secret stands
 * @param consentsTopic compacted topic of the opt-ins
 * @param alertsTopic topic between the two jobs
 * @param clock what "now" means
 * @param checkpointInterval time between checkpoints
 * @param bufferTimeout how long a record waits for company on its way
 * @param maxWaiting how many findings or alerts a subtask holds until the consents are loaded
 */
public record CommonConfig(
        Map<String, String> kafka,
        SecretReference secret,
        String consentsTopic,
        String alertsTopic,
        JobClock clock,
        Duration checkpointInterval,
        Duration bufferTimeout,
        int maxWaiting) {
    public CommonConfig {
        kafka = Map.copyOf(kafka);
    }

    static CommonConfig from(ConfigFile file, Configuration options) {
        Map<String, String> kafka = file.under(CommonOptions.KAFKA_PREFIX);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new ConfigException(file.name() + ": kafka.bootstrap.servers is missing");
        }
        return new CommonConfig(
                kafka,
                secret(file, options),
                options.get(CommonOptions.CONSENTS_TOPIC),
                options.get(CommonOptions.ALERTS_TOPIC),
                options.get(CommonOptions.CLOCK),
                options.get(CommonOptions.CHECKPOINT_INTERVAL),
                options.get(CommonOptions.BUFFER_TIMEOUT),
                options.get(CommonOptions.CONSENTS_MAX_WAITING));
    }

    private static SecretReference secret(ConfigFile file, Configuration options) {
        @Nullable String variable = options.get(CommonOptions.SECRET_ENV);
        @Nullable String path = options.get(CommonOptions.SECRET_FILE);
        if ((variable == null) == (path == null)) {
            throw new ConfigException(
                    file.name() + ": give either hashing.secret-env or hashing.secret-file");
        }
        return variable != null
                ? SecretReference.environment(variable)
                : SecretReference.file(Path.of(path));
    }

    @Override
    public String toString() {
        return "CommonConfig[redacted]";
    }

    /** The Kafka clients' settings as they take them. */
    public Properties kafkaProperties() {
        Properties properties = new Properties();
        properties.putAll(kafka);
        return properties;
    }
}
