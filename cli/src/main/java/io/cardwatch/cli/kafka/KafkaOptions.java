package io.cardwatch.cli.kafka;

import io.cardwatch.cli.console.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker, and how to reach it; the same of every command. */
public final class KafkaOptions {
    /** Nobody waits longer to hear that a broker does not answer. */
    private static final String PATIENCE_MILLIS = "10000";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "H:P",
            description =
                    "Kafka brokers, as host:port, several with commas; may stand in the"
                            + " --command-config file instead.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Settings of the Kafka clients, as for TLS and SASL: a properties file.")
    private @Nullable Path commandConfig;

    /**
     * The clients' settings.
     *
     * @throws CommandFailure where no broker is named, or the file cannot be read
     */
    public Properties properties() throws CommandFailure {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        if (commandConfig != null) {
            try (Reader reader = Files.newBufferedReader(commandConfig, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw CommandFailure.usage(
                        "the client settings cannot be read: " + commandConfig, e);
            }
        }
        if (bootstrapServers != null) {
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        }
        if (!properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw CommandFailure.usage(
                    "say which Kafka: --bootstrap-servers host:port, or bootstrap.servers in the"
                            + " --command-config file");
        }
        return properties;
    }
}
