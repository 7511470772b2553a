package io.cardwatch.cli.rules;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaOptions;
import io.cardwatch.jobs.kafka.Topics;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker, which topics; the same of every command on rules. */
final class RulesTopicOptions {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--topic",
            paramLabel = "T",
            defaultValue = Topics.RULES,
            description = "The job's topics.rules; default: ${DEFAULT-VALUE}.")
    private String rulesTopic = Topics.RULES;

    @Option(
            names = "--status-topic",
            paramLabel = "T",
            defaultValue = Topics.RULES_STATUS,
            description = "The job's topics.rules-status; default: ${DEFAULT-VALUE}.")
    private String statusTopic = Topics.RULES_STATUS;

    String rulesTopic() {
        return rulesTopic;
    }

    String statusTopic() {
        return statusTopic;
    }

    /** The clients' settings. */
    Properties properties() throws CommandFailure {
        return kafka.properties();
    }
}
