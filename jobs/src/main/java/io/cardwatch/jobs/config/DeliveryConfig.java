package io.cardwatch.jobs.config;

import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.outcome.OutcomePlan;
import io.cardwatch.secret.SecretReference;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the delivery job is told.
 *
 * @param common what both jobs are told
 * @param topics the topics that only this job has
 * @param plan how alerts are delivered
 * @param channels the channels that may be used
 * @param replies how answer buttons are signed, or null for messages without any
 * @param templates folder of message templates, or null for the shipped ones
 * @param outcomes how long answers are waited for, and what they hold back
 */
public record DeliveryConfig(
        CommonConfig common,
        DeliveryTopics topics,
        DeliveryPlan plan,
        List<ChannelSpec> channels,
        @Nullable Replies replies,
        @Nullable String templates,
        OutcomePlan outcomes) {
    /**
     * The topics of delivery.
     *
     * @param receipts what became of each attempt
     * @param attempts how far each attempt has come
     * @param controls which channels are paused
     * @param decisions what was decided about each alert
     * @param replies what cardholders answered
     * @param labels what answers make known of events
     */
    public record DeliveryTopics(
            String receipts,
            String attempts,
            String controls,
            String decisions,
            String replies,
            String labels) {
        /** Their default names. */
        public static final DeliveryTopics DEFAULT =
                new DeliveryTopics(
                        Topics.RECEIPTS,
                        Topics.ATTEMPTS,
                        Topics.CHANNEL_CONTROLS,
                        Topics.DECISIONS,
                        Topics.REPLIES,
                        Topics.LABELS);
    }

    /**
     * How answer buttons are signed.
     *
     * @param secret where their secret stands
     * @param expireAfter how long an answer counts
     */
    public record Replies(SecretReference secret, Duration expireAfter) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public DeliveryConfig {
        channels = List.copyOf(channels);
    }

    /**
     * Reads a configuration file, and makes each channel once to check what is configured for it.
     *
     * @throws ConfigException where it cannot be used
     */
    public static DeliveryConfig read(Path path) {
        ConfigFile file = ConfigFile.read(path);
        Configuration options =
                file.toConfiguration(
                        DeliveryOptions.all(),
                        List.of(
                                CommonOptions.KAFKA_PREFIX,
                                DeliveryOptions.CHANNELS_PREFIX,
                                DeliveryOptions.BANKS_PREFIX,
                                GatewayOptions.GATEWAY_PREFIX));
        CommonConfig common = CommonConfig.from(file, options);
        BankSections banks = BankSections.of(file);
        List<ChannelSpec> channels = new ChannelSections(file, banks).read();
        return new DeliveryConfig(
                common,
                new DeliveryTopics(
                        options.get(DeliveryOptions.RECEIPTS_TOPIC),
                        options.get(DeliveryOptions.ATTEMPTS_TOPIC),
                        options.get(DeliveryOptions.CONTROLS_TOPIC),
                        options.get(DeliveryOptions.DECISIONS_TOPIC),
                        options.get(DeliveryOptions.REPLIES_TOPIC),
                        options.get(DeliveryOptions.LABELS_TOPIC)),
                new PlanSection(file, options, banks, channels)
                        .read(common.clock() == JobClock.EVENT),
                channels,
                replies(file, options),
                options.get(DeliveryOptions.TEMPLATES),
                new OutcomesSection(file, options, banks).read(common.clock() == JobClock.EVENT));
    }

    static @Nullable Replies replies(ConfigFile file, Configuration options) {
        @Nullable String variable = options.get(DeliveryOptions.REPLIES_SECRET_ENV);
        @Nullable String path = options.get(DeliveryOptions.REPLIES_SECRET_FILE);
        if (variable == null && path == null) {
            if (file.has(DeliveryOptions.REPLIES_EXPIRE_AFTER.key())) {
                throw file.at("replies", "secret-file is missing; or give secret-env");
            }
            return null;
        }
        if (variable != null && path != null) {
            throw file.at("replies", "give either secret-file or secret-env");
        }
        Duration expireAfter = options.get(DeliveryOptions.REPLIES_EXPIRE_AFTER);
        PlanSection.requirePositive(file, DeliveryOptions.REPLIES_EXPIRE_AFTER.key(), expireAfter);
        return new Replies(
                path != null
                        ? SecretReference.file(Path.of(path))
                        : SecretReference.environment(String.valueOf(variable)),
                expireAfter);
    }

    @Override
    public String toString() {
        return "DeliveryConfig[redacted]";
    }
}
