package io.cardwatch.jobs.config;

import io.cardwatch.jobs.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of the delivery job beside the common ones. */
final class DeliveryOptions {
    static final ConfigOption<String> RECEIPTS_TOPIC =
            ConfigOptions.key("topics.receipts")
                    .stringType()
                    .defaultValue(Topics.RECEIPTS)
                    .withDescription(
                            "Topic that tells what became of each attempt to send, without content or address.");

    static final ConfigOption<Duration> ALERT_MEMORY =
            ConfigOptions.key("delivery.alert-memory")
                    .durationType()
                    .defaultValue(Duration.ofDays(8))
                    .withDescription(
                            "How long an alert's id is remembered, so that a repeated alert is sent once; longer than the alerts topic keeps them.");

    static final ConfigOption<String> CONSOLE_FILE =
            ConfigOptions.key("channels.console.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where the console channel writes; standard output where absent.");

    static final ConfigOption<String> TEMPLATES =
            ConfigOptions.key("templates.directory")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Folder of message templates; the shipped ones where absent.");

    private DeliveryOptions() {}

    static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(CommonOptions.ALL);
        all.addAll(List.of(RECEIPTS_TOPIC, ALERT_MEMORY, CONSOLE_FILE, TEMPLATES));
        return List.copyOf(all);
    }
}
