package io.cardwatch.jobs.config;

import io.cardwatch.jobs.kafka.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The options of the gateway beside those of the delivery job, whose file it reads. Under {@code
 * gateway.banks.} stands one map per bank.
 */
final class GatewayOptions {
    static final String GATEWAY_PREFIX = "gateway.";
    static final String BANKS_PREFIX = "gateway.banks.";

    static final ConfigOption<String> REPLIES_TOPIC =
            ConfigOptions.key("topics.replies")
                    .stringType()
                    .defaultValue(Topics.REPLIES)
                    .withDescription("Topic of what cardholders answered.");

    static final ConfigOption<String> ENROLMENTS_TOPIC =
            ConfigOptions.key("gateway.enrolments-topic")
                    .stringType()
                    .defaultValue(Topics.ENROLMENTS)
                    .withDescription("Compacted topic of opt-ins under way.");

    static final ConfigOption<String> LISTEN =
            ConfigOptions.key("gateway.listen")
                    .stringType()
                    .defaultValue("127.0.0.1:8480")
                    .withDescription("Where webhooks and opt-ins come in; port 0 for a free one.");

    static final ConfigOption<String> ADMIN_LISTEN =
            ConfigOptions.key("gateway.admin-listen")
                    .stringType()
                    .defaultValue("127.0.0.1:8481")
                    .withDescription("Where /health and /metrics are; never the public address.");

    static final ConfigOption<String> PUBLIC_URL =
            ConfigOptions.key("gateway.public-url")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Where providers and users reach the gateway.");

    static final ConfigOption<Duration> ALERT_MEMORY =
            ConfigOptions.key("gateway.alert-memory")
                    .durationType()
                    .defaultValue(Duration.ofDays(8))
                    .withDescription("How long alerts, messages and answers are remembered.");

    static final ConfigOption<Duration> IDLE_TIMEOUT =
            ConfigOptions.key("gateway.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("How long a connection may be silent.");

    static final ConfigOption<Duration> REQUEST_TIMEOUT =
            ConfigOptions.key("gateway.request-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("How long a request may take to arrive and to be written.");

    static final ConfigOption<Integer> MAX_CONNECTIONS =
            ConfigOptions.key("gateway.max-connections")
                    .intType()
                    .defaultValue(512)
                    .withDescription("Connections at a time; further ones wait to be accepted.");

    static final ConfigOption<Duration> LINK_EXPIRES_AFTER =
            ConfigOptions.key("gateway.link-expires-after")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(5))
                    .withDescription("How long account linking and a signed link may take.");

    static final ConfigOption<Duration> KEYWORD_EXPIRES_AFTER =
            ConfigOptions.key("gateway.keyword-expires-after")
                    .durationType()
                    .defaultValue(Duration.ofHours(24))
                    .withDescription("How long the code of a text message opt-in is good.");

    static final ConfigOption<Duration> CONFIRM_WITHIN =
            ConfigOptions.key("gateway.confirm-within")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription("How long after JOIN the YES counts.");

    static final ConfigOption<List<String>> REDIRECT_HOSTS =
            ConfigOptions.key("gateway.redirect-hosts")
                    .stringType()
                    .asList()
                    .defaultValues("facebook.com", "www.facebook.com", "m.facebook.com")
                    .withDescription("Hosts that account linking may lead back to, over https.");

    private static final List<ConfigOption<?>> OWN =
            List.of(
                    REPLIES_TOPIC,
                    ENROLMENTS_TOPIC,
                    LISTEN,
                    ADMIN_LISTEN,
                    PUBLIC_URL,
                    ALERT_MEMORY,
                    IDLE_TIMEOUT,
                    REQUEST_TIMEOUT,
                    MAX_CONNECTIONS,
                    LINK_EXPIRES_AFTER,
                    KEYWORD_EXPIRES_AFTER,
                    CONFIRM_WITHIN,
                    REDIRECT_HOSTS);

    private GatewayOptions() {}

    /** All that may stand in the file, each once. */
    static List<ConfigOption<?>> all() {
        Map<String, ConfigOption<?>> all = new LinkedHashMap<>();
        put(all, DeliveryOptions.all());
        put(all, OWN);
        return List.copyOf(all.values());
    }

    private static void put(Map<String, ConfigOption<?>> all, Collection<ConfigOption<?>> options) {
        options.forEach(option -> all.put(option.key(), option));
    }
}
