package io.cardwatch.cli.audit;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaOptions;
import io.cardwatch.jobs.kafka.Topics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker, which topic; the same of every command on the audit log. */
final class AuditTopicOptions {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--topic",
            paramLabel = "T",
            defaultValue = Topics.AUDIT,
            description = "The audit log's topic; default: ${DEFAULT-VALUE}.")
    private String topic = Topics.AUDIT;

    String topic() {
        return topic;
    }

    /** The clients' settings; what was not committed is never read. */
    Properties properties() throws CommandFailure {
        Properties properties = kafka.properties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return properties;
    }

    /** The records that the options name. */
    KafkaAudit audit() throws CommandFailure {
        return new KafkaAudit(properties(), topic);
    }
}
