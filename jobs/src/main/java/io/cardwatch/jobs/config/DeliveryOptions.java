package io.cardwatch.jobs.config;

import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.outcome.OutcomePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The options of the delivery job beside the common ones. Under {@code channels.} stands one map
 * per channel, under {@code banks.} one per bank.
 */
final class DeliveryOptions {
    static final String CHANNELS_PREFIX = "channels.";
    static final String BANKS_PREFIX = "banks.";

    private static final DeliveryPlan DEFAULTS = DeliveryPlan.defaults(false);
    private static final OutcomePlan OUTCOME_DEFAULTS = OutcomePlan.defaults(false);

    static final ConfigOption<String> RECEIPTS_TOPIC =
            ConfigOptions.key("topics.receipts")
                    .stringType()
                    .defaultValue(Topics.RECEIPTS)
                    .withDescription(
                            "Topic that tells what became of each attempt to send, without content or address.");

    static final ConfigOption<String> ATTEMPTS_TOPIC =
            ConfigOptions.key("topics.attempts")
                    .stringType()
                    .defaultValue(Topics.ATTEMPTS)
                    .withDescription(
                            "Compacted topic of how far each attempt has come: what keeps a crash from sending twice.");

    static final ConfigOption<String> CONTROLS_TOPIC =
            ConfigOptions.key("topics.controls")
                    .stringType()
                    .defaultValue(Topics.CHANNEL_CONTROLS)
                    .withDescription("Compacted topic of which channels are paused.");

    static final ConfigOption<String> DECISIONS_TOPIC =
            ConfigOptions.key("topics.decisions")
                    .stringType()
                    .defaultValue(Topics.DECISIONS)
                    .withDescription(
                            "Topic of what was decided about each alert, which the audit log is appended from.");

    static final ConfigOption<String> REPLIES_TOPIC =
            ConfigOptions.key("topics.replies")
                    .stringType()
                    .defaultValue(Topics.REPLIES)
                    .withDescription("Topic of what cardholders answer.");

    static final ConfigOption<String> LABELS_TOPIC =
            ConfigOptions.key("topics.labels")
                    .stringType()
                    .defaultValue(Topics.LABELS)
                    .withDescription(
                            "Topic that answers are written to as labels of their events.");

    static final ConfigOption<Duration> NO_ANSWER_AFTER =
            ConfigOptions.key("outcomes.no-answer-after")
                    .durationType()
                    .defaultValue(OUTCOME_DEFAULTS.noAnswerAfter())
                    .withDescription("How long after the alert an answer counts.");

    static final ConfigOption<Duration> SNOOZE =
            ConfigOptions.key("outcomes.snooze")
                    .durationType()
                    .defaultValue(OUTCOME_DEFAULTS.snooze())
                    .withDescription(
                            "How long the rules of an alert that its cardholder calls legitimate make no other one for that card; 0 s for not at all.");

    static final ConfigOption<Duration> ALERT_MEMORY =
            ConfigOptions.key("delivery.alert-memory")
                    .durationType()
                    .defaultValue(DEFAULTS.alertMemory())
                    .withDescription(
                            "How long an alert's id is remembered, so that a repeated alert is sent once; longer than the alerts topic keeps them, shorter than the attempts topic keeps its.");

    static final ConfigOption<List<String>> ORDER =
            ConfigOptions.key("delivery.order")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Channels in the order they are asked; those it does not name come last, by name.");

    static final ConfigOption<Duration> FALLBACK_AFTER =
            ConfigOptions.key("delivery.fallback-after")
                    .durationType()
                    .defaultValue(DEFAULTS.fallbackAfter())
                    .withDescription(
                            "How long a channel may leave an alert unconfirmed before the next one is asked too.");

    static final ConfigOption<Duration> EXPIRE_AFTER =
            ConfigOptions.key("delivery.expire-after")
                    .durationType()
                    .defaultValue(DEFAULTS.expireAfter())
                    .withDescription("How old an alert may become before it is no longer sent.");

    static final ConfigOption<Duration> DIGEST_WITHIN =
            ConfigOptions.key("delivery.digest-within")
                    .durationType()
                    .defaultValue(DEFAULTS.digestWithin())
                    .withDescription(
                            "How long after a message of a card further alerts of it are gathered into one; 0 s for never.");

    static final ConfigOption<Duration> RETRY_FIRST =
            ConfigOptions.key("delivery.retry.first")
                    .durationType()
                    .defaultValue(DEFAULTS.retry().first())
                    .withDescription("The pause after the first failure that passes.");

    static final ConfigOption<Double> RETRY_FACTOR =
            ConfigOptions.key("delivery.retry.factor")
                    .doubleType()
                    .defaultValue(DEFAULTS.retry().factor())
                    .withDescription("How much longer each further pause is; 1 or more.");

    static final ConfigOption<Duration> RETRY_LONGEST =
            ConfigOptions.key("delivery.retry.longest")
                    .durationType()
                    .defaultValue(DEFAULTS.retry().longest())
                    .withDescription("Where the pauses stop growing.");

    static final ConfigOption<Duration> LATER_AFTER =
            ConfigOptions.key("delivery.later-after")
                    .durationType()
                    .defaultValue(DEFAULTS.laterAfter())
                    .withDescription(
                            "When a limit that was hit, or a channel that was down, is tried again.");

    static final ConfigOption<Integer> MAX_PENDING =
            ConfigOptions.key("delivery.max-pending")
                    .intType()
                    .defaultValue(DEFAULTS.maxPending())
                    .withDescription(
                            "Undelivered alerts that a subtask holds at most; further ones are dropped and counted.");

    static final ConfigOption<String> REPLIES_SECRET_FILE =
            ConfigOptions.key("replies.secret-file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File on every task manager that holds the secret that answer buttons are signed with, 16 bytes or more; without any, messages have no buttons.");

    static final ConfigOption<String> REPLIES_SECRET_ENV =
            ConfigOptions.key("replies.secret-env")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Environment variable that holds it instead.");

    static final ConfigOption<Duration> REPLIES_EXPIRE_AFTER =
            ConfigOptions.key("replies.expire-after")
                    .durationType()
                    .defaultValue(Duration.ofHours(24))
                    .withDescription("How long an answer by button counts.");

    static final ConfigOption<String> TEMPLATES =
            ConfigOptions.key("templates.directory")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Folder of message templates on every task manager; the shipped ones where absent.");

    private DeliveryOptions() {}

    static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(CommonOptions.ALL);
        all.addAll(
                List.of(
                        RECEIPTS_TOPIC,
                        ATTEMPTS_TOPIC,
                        CONTROLS_TOPIC,
                        DECISIONS_TOPIC,
                        REPLIES_TOPIC,
                        LABELS_TOPIC,
                        NO_ANSWER_AFTER,
                        SNOOZE,
                        ALERT_MEMORY,
                        ORDER,
                        FALLBACK_AFTER,
                        EXPIRE_AFTER,
                        DIGEST_WITHIN,
                        RETRY_FIRST,
                        RETRY_FACTOR,
                        RETRY_LONGEST,
                        LATER_AFTER,
                        MAX_PENDING,
                        REPLIES_SECRET_FILE,
                        REPLIES_SECRET_ENV,
                        REPLIES_EXPIRE_AFTER,
                        TEMPLATES));
        return List.copyOf(all);
    }
}
