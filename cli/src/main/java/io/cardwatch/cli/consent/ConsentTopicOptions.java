package io.cardwatch.cli.consent;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaOptions;
import io.cardwatch.jobs.kafka.Topics;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker, which topic; the same of every command on opt-ins. */
final class ConsentTopicOptions {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--topic",
            paramLabel = "T",
            defaultValue = Topics.CONSENTS,
            description = "The jobs' topics.consents; default: ${DEFAULT-VALUE}.")
    private String topic = Topics.CONSENTS;

    String topic() {
        return topic;
    }

    /** The clients' settings. */
    Properties properties() throws CommandFailure {
        return kafka.properties();
    }
}
