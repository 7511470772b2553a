package io.cardwatch.jobs.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of Cardwatch, their default names and how each has to be set up. */
public final class Topics {
    public static final String REJECTIONS = "rejections";
    public static final String CONSENTS = "consents";
    public static final String ALERTS = "alerts";
    public static final String RECEIPTS = "receipts";

    /**
     * How long a raw card event stays in its topic: long enough to ride out an outage, and no
     * longer.
     */
    public static final Duration RAW_RETENTION = Duration.ofHours(24);

    private static final Duration RESULT_RETENTION = Duration.ofDays(7);

    /**
     * Tombstones outlive the longest outage, so that a job restored from an old checkpoint still
     * reads them.
     */
    private static final Duration TOMBSTONE_RETENTION = Duration.ofDays(30);

    private Topics() {}

    /** The topic that one bank's card events arrive in. */
    public static String cardEvents(String bankId) {
        return "card-events." + bankId;
    }

    /** Every topic that both jobs use, for these feeds' topics. */
    public static List<TopicSpec> all(Collection<String> cardEventTopics, int partitions) {
        List<TopicSpec> specs = new ArrayList<>();
        for (String topic : cardEventTopics) {
            specs.add(rawEvents(topic, partitions));
        }
        specs.add(results(REJECTIONS, partitions));
        specs.add(consents(partitions));
        specs.add(results(ALERTS, partitions));
        specs.add(results(RECEIPTS, partitions));
        return List.copyOf(specs);
    }

    /**
     * Raw events. Retention counts from the broker's clock: with the producer's time a replayed old
     * day would vanish at once and a future-dated event would stay for ever.
     */
    private static TopicSpec rawEvents(String topic, int partitions) {
        return new TopicSpec(
                topic,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        millis(RAW_RETENTION),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        millis(Duration.ofHours(1)),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    private static TopicSpec results(String topic, int partitions) {
        return new TopicSpec(
                topic,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        millis(RESULT_RETENTION),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    private static TopicSpec consents(int partitions) {
        return new TopicSpec(
                CONSENTS,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        millis(TOMBSTONE_RETENTION)));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
