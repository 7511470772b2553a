package io.cardwatch.jobs.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of Cardwatch, their default names and how each has to be set up. */
public final class Topics {
    public static final String REJECTIONS = "rejections";
    public static final String CONSENTS = "consents";
    public static final String ALERTS = "alerts";
    public static final String RECEIPTS = "receipts";
    public static final String ATTEMPTS = "attempts";
    public static final String CHANNEL_CONTROLS = "channel-controls";
    public static final String RULES = "rules";
    public static final String RULES_STATUS = "rules-status";
    public static final String LABELS = "labels";
    public static final String REPLIES = "replies";
    public static final String DECISIONS = "decisions";
    public static final String AUDIT = "audit";
    public static final String ENROLMENTS = "enrolments";
    public static final String ERASURES = "erasures";
    public static final String ERASURE_STATUS = "erasure-status";

    /**
     * How long a raw card event stays in its topic: long enough to ride out an outage, and no
     * longer.
     */
    public static final Duration RAW_RETENTION = Duration.ofHours(24);

    private static final Duration RESULT_RETENTION = Duration.ofDays(7);

    /**
     * How long attempts are remembered: longer than delivery remembers an alert's id (8 days,
     * unless configured otherwise), so that no alert that it would take for new has lost its
     * attempts.
     */
    private static final Duration ATTEMPT_RETENTION = Duration.ofDays(10);

    /** Only closed segments are compacted; the last word on an attempt replaces its intent soon. */
    private static final Duration ATTEMPT_SEGMENT = Duration.ofHours(6);

    /**
     * Only closed segments are deleted. A decision does not stay much longer than its retention, so
     * that who reads the topic anew finds none that the audit's appender has forgotten.
     */
    private static final Duration DECISION_SEGMENT = Duration.ofDays(1);

    /**
     * How long an erasure is remembered: as long as a job may be restored from an older state,
     * which then has to forget anew. It holds keyed hashes alone.
     */
    private static final Duration ERASURE_RETENTION = Duration.ofDays(30);

    /** How long a label may wait for a job to read it: as long as the longest planned outage. */
    private static final Duration LABEL_RETENTION = Duration.ofDays(30);

    /** Twice as long as an enrolment may live. */
    private static final Duration ENROLMENT_RETENTION = Duration.ofDays(2);

    private static final Duration ENROLMENT_SEGMENT = Duration.ofHours(1);

    /** What repeats in the reports on rules is thinned out this often. */
    private static final Duration STATUS_SEGMENT = Duration.ofHours(6);

    /**
     * Tombstones outlive the longest outage, so that a job restored from an old checkpoint still
     * reads them.
     */
    private static final Duration TOMBSTONE_RETENTION = Duration.ofDays(30);

    /**
     * An address that was taken back is gone from the topic that soon, however little is written.
     */
    private static final Duration LONGEST_COMPACTION = Duration.ofDays(1);

    private Topics() {}

    /** The topic that one bank's card events arrive in. */
    public static String cardEvents(String bankId) {
        return "card-events." + bankId;
    }

    /** The topic that tells one bank how its alerts ended. */
    public static String outcomes(String bankId) {
        return "outcomes." + bankId;
    }

    /** The topics that tell the banks of these feeds' topics how their alerts ended. */
    private static List<String> outcomesOf(Collection<String> cardEventTopics) {
        String prefix = cardEvents("");
        return cardEventTopics.stream()
                .filter(topic -> topic.startsWith(prefix))
                .map(topic -> outcomes(topic.substring(prefix.length())))
                .toList();
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
        specs.add(attempts(partitions));
        specs.add(channelControls());
        specs.add(rules());
        specs.add(rulesStatus());
        specs.add(kept(LABELS, partitions, LABEL_RETENTION));
        specs.add(results(REPLIES, partitions));
        specs.add(decisions(partitions));
        specs.add(audit());
        for (String topic : outcomesOf(cardEventTopics)) {
            specs.add(results(topic, partitions));
        }
        specs.add(enrolments(partitions));
        specs.add(kept(ERASURES, 1, ERASURE_RETENTION));
        specs.add(results(ERASURE_STATUS, 1));
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
        return kept(topic, partitions, RESULT_RETENTION);
    }

    private static TopicSpec kept(String topic, int partitions, Duration retention) {
        return new TopicSpec(
                topic,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        millis(retention),
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
                        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                        millis(LONGEST_COMPACTION),
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        millis(TOMBSTONE_RETENTION)));
    }

    /**
     * How far each attempt to send has come. Compacted by alert and channel, and deleted by age
     * too, counted from the broker's clock: an alert is old one day, and nobody writes its
     * tombstone.
     */
    private static TopicSpec attempts(int partitions) {
        return new TopicSpec(
                ATTEMPTS,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT
                                + ","
                                + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        millis(ATTEMPT_RETENTION),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        millis(ATTEMPT_SEGMENT),
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        millis(ATTEMPT_RETENTION),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    /** Which channels are paused: of each channel the last word, kept for ever. */
    private static TopicSpec channelControls() {
        return new TopicSpec(
                CHANNEL_CONTROLS,
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        millis(TOMBSTONE_RETENTION),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    /**
     * Opt-ins under way. Compacted by code, and deleted by age, counted from the broker's clock:
     * none lives longer than a day.
     */
    private static TopicSpec enrolments(int partitions) {
        return new TopicSpec(
                ENROLMENTS,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT
                                + ","
                                + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        millis(ENROLMENT_RETENTION),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        millis(ENROLMENT_SEGMENT),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    /**
     * Every rule set that was ever pushed. One partition, since a record's offset is its set's
     * sequence; never deleted or compacted, since a set is gone back to by its sequence.
     */
    private static TopicSpec rules() {
        return new TopicSpec(
                RULES,
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1"));
    }

    /**
     * What became of the rule sets. Compacted by set, subtask and kind of news: the last word on
     * each is kept for ever, so that the set in force can be told however long ago it was pushed.
     */
    private static TopicSpec rulesStatus() {
        return new TopicSpec(
                RULES_STATUS,
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        millis(STATUS_SEGMENT),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    /** Decisions on their way to the audit log. */
    private static TopicSpec decisions(int partitions) {
        TopicSpec results = results(DECISIONS, partitions);
        Map<String, String> config = new TreeMap<>(results.config());
        config.put(TopicConfig.SEGMENT_MS_CONFIG, millis(DECISION_SEGMENT));
        return new TopicSpec(DECISIONS, partitions, config);
    }

    /** The chain of decisions: one partition, never deleted or compacted. */
    private static TopicSpec audit() {
        return new TopicSpec(
                AUDIT,
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
