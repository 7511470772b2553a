package io.cardwatch.jobs.config;

import io.cardwatch.engine.EngineSettings;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.rule.KeyDimension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The options of the fraud-alert job beside the common ones. Under {@code feeds.} stands one map
 * per bank.
 */
final class FraudAlertOptions {
    static final String FEEDS_PREFIX = "feeds.";

    static final ConfigOption<String> RULES_FILE =
            ConfigOptions.key("rules.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The rule file, read once at submission.");

    static final ConfigOption<String> REJECTIONS_TOPIC =
            ConfigOptions.key("topics.rejections")
                    .stringType()
                    .defaultValue(Topics.REJECTIONS)
                    .withDescription(
                            "Topic that names each record that was not taken in, by coordinates and reason.");

    static final ConfigOption<String> RULES_TOPIC =
            ConfigOptions.key("topics.rules")
                    .stringType()
                    .defaultValue(Topics.RULES)
                    .withDescription(
                            "Topic of one partition that rule sets are pushed to while the job runs.");

    static final ConfigOption<String> RULES_STATUS_TOPIC =
            ConfigOptions.key("topics.rules-status")
                    .stringType()
                    .defaultValue(Topics.RULES_STATUS)
                    .withDescription(
                            "Compacted topic of one partition that says what became of each rule set.");

    static final ConfigOption<String> LABELS_TOPIC =
            ConfigOptions.key("topics.labels")
                    .stringType()
                    .defaultValue(Topics.LABELS)
                    .withDescription(
                            "Topic that says which earlier events were fraud, for all banks.");

    static final ConfigOption<List<KeyDimension>> DIMENSIONS =
            ConfigOptions.key("stages.dimensions")
                    .enumType(KeyDimension.class)
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Keys that rules pushed later may use beside those of the rules at submission: card, subject, merchant, terminal, device, bin, ip.");

    static final ConfigOption<Ordering.By> ORDERING =
            ConfigOptions.key("ordering")
                    .enumType(Ordering.By.class)
                    .defaultValue(Ordering.By.ARRIVAL)
                    .withDescription(
                            "arrival: an event is judged when it comes. event-time: once everything before it has come, for the same alerts at any parallelism.");

    static final ConfigOption<Boolean> REPLAY =
            ConfigOptions.key("replay")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "With ordering: event-time, reads events and labels to where their topics end at the start, and waits for each partition.");

    static final ConfigOption<Duration> IDLE_AFTER =
            ConfigOptions.key("watermarks.idle-after")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "A partition from which nothing comes for so long is no longer waited for; 0 for never, as in a replay. With ordering: event-time, what such a partition brings later may come too late.");

    static final ConfigOption<Integer> MAX_HELD_BACK =
            ConfigOptions.key("watermarks.max-held-back")
                    .intType()
                    .defaultValue(1_000_000)
                    .withDescription(
                            "With ordering: event-time, records that one subtask of a stage holds back at most; further ones are dropped and counted.");

    static final ConfigOption<Duration> DISORDER_BOUND =
            ConfigOptions.key("windows.disorder-bound")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "An event older than its key's newest by no more than this is judged with the newest's window.");

    static final ConfigOption<Duration> ALLOWED_LATENESS =
            ConfigOptions.key("windows.allowed-lateness")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(60))
                    .withDescription(
                            "An event older than its card's newest by more than this is counted as late and dropped.");

    static final ConfigOption<Duration> DEDUPE_HORIZON =
            ConfigOptions.key("windows.dedupe-horizon")
                    .durationType()
                    .defaultValue(Duration.ofHours(24))
                    .withDescription(
                            "How long a card remembers its events' ids, so that a repeated event counts once.");

    static final ConfigOption<Integer> MAX_ENTRIES_PER_KEY =
            ConfigOptions.key("windows.max-entries-per-key")
                    .intType()
                    .defaultValue(EngineSettings.defaults().maxEntriesPerKey())
                    .withDescription(
                            "Exact entries that a key keeps; beyond it the oldest fold into buckets of a 64th of each window.");

    static final ConfigOption<Integer> MAX_VALUES_PER_KEY =
            ConfigOptions.key("windows.max-values-per-key")
                    .intType()
                    .defaultValue(EngineSettings.defaults().maxValuesPerKey())
                    .withDescription("Values that one first_seen feature remembers of a key.");

    static final ConfigOption<Integer> MAX_IDS_PER_CARD =
            ConfigOptions.key("windows.max-ids-per-card")
                    .intType()
                    .defaultValue(EngineSettings.defaults().maxIdsPerCard())
                    .withDescription("Event ids that a card remembers to drop duplicates.");

    static final ConfigOption<Duration> OUTAGE_TOLERANCE =
            ConfigOptions.key("state.outage-tolerance")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "How long beyond its longest window an idle key's state survives by the machine's clock.");

    private FraudAlertOptions() {}

    static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(CommonOptions.ALL);
        all.addAll(
                List.of(
                        RULES_FILE,
                        REJECTIONS_TOPIC,
                        RULES_TOPIC,
                        RULES_STATUS_TOPIC,
                        LABELS_TOPIC,
                        DIMENSIONS,
                        ORDERING,
                        REPLAY,
                        IDLE_AFTER,
                        MAX_HELD_BACK,
                        DISORDER_BOUND,
                        ALLOWED_LATENESS,
                        DEDUPE_HORIZON,
                        MAX_ENTRIES_PER_KEY,
                        MAX_VALUES_PER_KEY,
                        MAX_IDS_PER_CARD,
                        OUTAGE_TOLERANCE));
        return List.copyOf(all);
    }
}
