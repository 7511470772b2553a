package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaOptions;
import io.cardwatch.jobs.kafka.Topics;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker, which topic; the same of every command on channels. */
final class ControlTopicOptions {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--topic",
            paramLabel = "T",
            defaultValue = Topics.CHANNEL_CONTROLS,
            description = "The job's topics.controls; default: ${DEFAULT-VALUE}.")
    private String topic = Topics.CHANNEL_CONTROLS;

    String topic() {
        return topic;
    }

    /** The clients' settings. */
    Properties properties() throws CommandFailure {
        return kafka.properties();
    }
}
