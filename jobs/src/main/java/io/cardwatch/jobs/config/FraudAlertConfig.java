package io.cardwatch.jobs.config;

import io.cardwatch.engine.EngineSettings;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the fraud-alert job is told.
 *
 * @param common what both jobs are told
 * @param feeds topic of raw events to the profile of the bank that it is bound to
 * @param rulesName the rule file's name, for messages
 * @param rules the rule file's text
 * @param rejectionsTopic topic of the records that were not taken in
 * @param ruleTopics the topics of rule sets and of what they learn from
 * @param dimensions keys that the job has a stage for, whether or not its first rules need them
 * @param engine the engine's bounds
 * @param outageTolerance how long an idle key's state outlives its longest window by the machine's
 *     clock
 * @param ordering in which order events are judged
 */
public record FraudAlertConfig(
        CommonConfig common,
        Map<String, FeedProfile> feeds,
        String rulesName,
        String rules,
        String rejectionsTopic,
        RuleTopics ruleTopics,
        Set<KeyDimension> dimensions,
        EngineSettings engine,
        Duration outageTolerance,
        Ordering ordering) {
    private static final Set<String> FEED_OPTIONS = Set.of("topic", "base-currency", "required");

    public FraudAlertConfig {
        feeds = Map.copyOf(feeds);
        dimensions = Set.copyOf(dimensions);
    }

    /**
     * The topics of rule sets and of what they learn from.
     *
     * @param rules topic of one partition that rule sets are pushed to
     * @param status topic that says what became of them
     * @param labels topic that says which events were fraud
     */
    public record RuleTopics(String rules, String status, String labels) {}

    /**
     * Reads a configuration file.
     *
     * @throws ConfigException where it cannot be used
     */
    public static FraudAlertConfig read(Path path) {
        ConfigFile file = ConfigFile.read(path);
        Configuration options =
                file.toConfiguration(
                        FraudAlertOptions.all(),
                        List.of(CommonOptions.KAFKA_PREFIX, FraudAlertOptions.FEEDS_PREFIX));
        @Nullable String rulesFile = options.get(FraudAlertOptions.RULES_FILE);
        if (rulesFile == null) {
            throw new ConfigException(path + ": rules.file is missing");
        }
        return new FraudAlertConfig(
                CommonConfig.from(file, options),
                feeds(file),
                rulesFile,
                readRules(file, path, rulesFile),
                options.get(FraudAlertOptions.REJECTIONS_TOPIC),
                new RuleTopics(
                        options.get(FraudAlertOptions.RULES_TOPIC),
                        options.get(FraudAlertOptions.RULES_STATUS_TOPIC),
                        options.get(FraudAlertOptions.LABELS_TOPIC)),
                Set.copyOf(options.get(FraudAlertOptions.DIMENSIONS)),
                engine(file, options),
                options.get(FraudAlertOptions.OUTAGE_TOLERANCE),
                ordering(file, options));
    }

    private static Ordering ordering(ConfigFile file, Configuration options) {
        try {
            return new Ordering(
                    options.get(FraudAlertOptions.ORDERING),
                    options.get(FraudAlertOptions.REPLAY),
                    options.get(FraudAlertOptions.IDLE_AFTER),
                    options.get(FraudAlertOptions.MAX_HELD_BACK));
        } catch (IllegalArgumentException e) {
            throw file.at(FraudAlertOptions.ORDERING.key(), String.valueOf(e.getMessage()));
        }
    }

    private static EngineSettings engine(ConfigFile file, Configuration options) {
        try {
            return new EngineSettings(
                    options.get(FraudAlertOptions.DISORDER_BOUND),
                    options.get(FraudAlertOptions.ALLOWED_LATENESS),
                    options.get(FraudAlertOptions.DEDUPE_HORIZON),
                    options.get(FraudAlertOptions.MAX_ENTRIES_PER_KEY),
                    options.get(FraudAlertOptions.MAX_VALUES_PER_KEY),
                    options.get(FraudAlertOptions.MAX_IDS_PER_CARD));
        } catch (IllegalArgumentException e) {
            throw file.at("windows", String.valueOf(e.getMessage()));
        }
    }

    private static String readRules(ConfigFile file, Path path, String rulesFile) {
        Path resolved = path.toAbsolutePath().resolveSibling(rulesFile);
        try {
            return Files.readString(resolved);
        } catch (IOException e) {
            throw file.at(
                    FraudAlertOptions.RULES_FILE.key(),
                    resolved + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Map<String, FeedProfile> feeds(ConfigFile file) {
        Map<String, FeedProfile> feeds = new LinkedHashMap<>();
        file.groups(FraudAlertOptions.FEEDS_PREFIX)
                .forEach(
                        (bankId, feed) -> {
                            String prefix = FraudAlertOptions.FEEDS_PREFIX + bankId;
                            for (String option : feed.keySet()) {
                                if (!FEED_OPTIONS.contains(option)) {
                                    throw file.unknown(
                                            prefix + "." + option,
                                            FEED_OPTIONS.stream()
                                                    .map(known -> prefix + "." + known)
                                                    .toList());
                                }
                            }
                            String currency = feed.get("base-currency");
                            if (currency == null) {
                                throw file.at(prefix, "base-currency is missing, as in EUR");
                            }
                            String required = feed.getOrDefault("required", "");
                            String topic = feed.getOrDefault("topic", Topics.cardEvents(bankId));
                            FeedProfile other =
                                    feeds.put(topic, profile(file, bankId, currency, required));
                            if (other != null) {
                                throw file.at(
                                        prefix,
                                        "topic "
                                                + topic
                                                + " is bound to bank "
                                                + other.bankId()
                                                + " already; each bank has a topic of its own");
                            }
                        });
        if (feeds.isEmpty()) {
            throw new ConfigException(file.name() + ": feeds is missing: name at least one bank");
        }
        return feeds;
    }

    private static FeedProfile profile(
            ConfigFile file, String bankId, String currency, String required) {
        try {
            return new FeedProfile(
                    bankId,
                    currency,
                    required.isEmpty() ? Set.of() : Set.of(required.split(";")),
                    FeedProfile.DEFAULT_MAX_RECORD_BYTES);
        } catch (IllegalArgumentException e) {
            throw file.at(FraudAlertOptions.FEEDS_PREFIX + bankId, String.valueOf(e.getMessage()));
        }
    }
}
