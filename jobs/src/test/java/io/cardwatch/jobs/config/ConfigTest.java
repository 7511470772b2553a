package io.cardwatch.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.event.FeedProfile;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both jobs' configuration files, good and bad; faults are told by file, line and what fits. */
class ConfigTest {
    private static final String COMMON =
            """
            kafka:
              bootstrap.servers: "broker-1:9092,broker-2:9092"
              security.protocol: SSL
            hashing.secret-env: CARDWATCH_SECRET
            """;

    private static final String FRAUD_ALERT =
            COMMON
                    + """
                    rules:
                      file: rules/mine.yaml
                    feeds:
                      northbank: { base-currency: EUR, required: [mcc, merchantId] }
                      southbank:
                        topic: south-events
                        base-currency: USD
                    """;

    @TempDir Path folder;

    @BeforeEach
    void writeRules() throws IOException {
        Files.createDirectory(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/mine.yaml"), "ruleset: mine\n");
    }

    @Test
    void shouldReadAFraudAlertFileAndFillInTheDefaults() {
        FraudAlertConfig config = fraudAlert(FRAUD_ALERT);
        assertThat(config.common().kafka())
                .isEqualTo(
                        Map.of(
                                "bootstrap.servers",
                                "broker-1:9092,broker-2:9092",
                                "security.protocol",
                                "SSL"));
        assertThat(config.common().secret())
                .isEqualTo(SecretReference.environment("CARDWATCH_SECRET"));
        assertThat(config.common().clock()).isEqualTo(JobClock.WALL);
        assertThat(config.common().checkpointInterval()).hasSeconds(30);
        assertThat(config.feeds())
                .isEqualTo(
                        Map.of(
                                "card-events.northbank",
                                new FeedProfile(
                                        "northbank",
                                        "EUR",
                                        Set.of("mcc", "merchantId"),
                                        FeedProfile.DEFAULT_MAX_RECORD_BYTES),
                                "south-events",
                                FeedProfile.of("southbank", "USD")));
        assertThat(config.rules()).isEqualTo("ruleset: mine\n");
        assertThat(config.rejectionsTopic()).isEqualTo("rejections");
        assertThat(config.engine().allowedLateness()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldReadTheTopicsOfRulesAndTheKeysThatLaterRulesMayUse() {
        FraudAlertConfig defaults = fraudAlert(FRAUD_ALERT);
        assertThat(defaults.ruleTopics())
                .isEqualTo(new FraudAlertConfig.RuleTopics("rules", "rules-status", "labels"));
        assertThat(defaults.dimensions()).isEmpty();
        FraudAlertConfig config =
                fraudAlert(
                        FRAUD_ALERT
                                + """
                                topics: { rules: my-rules, labels: my-labels }
                                stages.dimensions: [ip, merchant]
                                """);
        assertThat(config.ruleTopics())
                .isEqualTo(
                        new FraudAlertConfig.RuleTopics("my-rules", "rules-status", "my-labels"));
        assertThat(config.dimensions())
                .containsExactlyInAnyOrder(KeyDimension.IP, KeyDimension.MERCHANT);
        assertFault(
                        FRAUD_ALERT + "stages.dimensions: [ip, shop]\n",
                        ":12: stages.dimensions: 'ip;shop' does not fit")
                .endsWith("card, subject, merchant, terminal, device, bin, ip");
    }

    @Test
    void shouldReadWhatIsSetInsteadOfTheDefaults() {
        FraudAlertConfig config =
                fraudAlert(
                        FRAUD_ALERT
                                + """
                                clock: event
                                windows: { allowed-lateness: 2 min, max-entries-per-key: 64 }
                                topics.alerts: my-alerts
                                """);
        assertThat(config.common().clock()).isEqualTo(JobClock.EVENT);
        assertThat(config.common().alertsTopic()).isEqualTo("my-alerts");
        assertThat(config.engine().allowedLateness()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.engine().maxEntriesPerKey()).isEqualTo(64);
    }

    @Test
    void shouldSuggestTheNearestOfTheKnownOptions() {
        assertFault(FRAUD_ALERT + "windows.alowed-lateness: 5 s\n", ":12: unknown option")
                .contains("windows.alowed-lateness", "did you mean 'windows.allowed-lateness'?")
                .contains("known: ", "rules.file", "clock");
    }

    @Test
    void shouldRefuseAnOptionOfTheOtherJob() {
        assertFault(FRAUD_ALERT + "delivery.alert-memory: 8 d\n", ":12: unknown option");
    }

    @Test
    void shouldRefuseAKeyThatIsGivenTwice() {
        assertFault(FRAUD_ALERT + "clock: wall\nclock: event\n", ":13: ").contains("clock");
        assertFault(FRAUD_ALERT + "rules.file: other.yaml\n", ":12: rules.file is given twice")
                .contains("first in line 6");
    }

    @Test
    void shouldSayWhatAValueHasToLookLike() {
        assertFault(FRAUD_ALERT + "clock: walls\n", ":12: clock: 'walls' does not fit")
                .endsWith("accepted: wall, event");
        assertFault(FRAUD_ALERT + "consents.max-waiting: many\n", ":12: consents.max-waiting: ")
                .endsWith(
                        "accepted: a whole number, as in "
                                + CommonOptions.CONSENTS_MAX_WAITING.defaultValue());
        assertFault(FRAUD_ALERT + "checkpoints.interval: soon\n", ":12: checkpoints.interval: ")
                .endsWith("accepted: a duration, as in 30 s");
        assertFault(FRAUD_ALERT + "clock:\n", ":12: clock: ").endsWith("accepted: wall, event");
    }

    @Test
    void shouldRefuseAFileWithoutBroker() {
        assertFault(
                FRAUD_ALERT.replace("bootstrap.servers", "client.id"),
                ": kafka.bootstrap.servers is missing");
    }

    @Test
    void shouldWantExactlyOneSecret() {
        assertFault(
                FRAUD_ALERT + "hashing.secret-file: /run/secret\n",
                ": give either hashing.secret-env or hashing.secret-file");
        assertFault(
                FRAUD_ALERT.replace("hashing.secret-env: CARDWATCH_SECRET\n", ""),
                ": give either hashing.secret-env or hashing.secret-file");
    }

    @Test
    void shouldRefuseAnUnknownOptionOfAFeed() {
        assertFault(
                        FRAUD_ALERT.replace("topic: south-events", "topics: south-events"),
                        ":10: unknown option feeds.southbank.topics")
                .contains("did you mean 'feeds.southbank.topic'?");
    }

    @Test
    void shouldRefuseACurrencyThatDoesNotExist() {
        assertFault(FRAUD_ALERT.replace("USD", "dollars"), ":10: feeds.southbank: baseCurrency")
                .contains("'dollars'", "for example EUR");
    }

    @Test
    void shouldRefuseARequiredFieldThatNoEventHas() {
        assertFault(FRAUD_ALERT.replace("[mcc,", "[mmc,"), ":8: feeds.northbank: requiredFields")
                .contains("'mmc'", "the fields are", "mcc");
    }

    @Test
    void shouldRefuseAFeedWithoutCurrencyAndAFileWithoutFeeds() {
        assertFault(
                FRAUD_ALERT.replace("    base-currency: USD\n", ""),
                ":10: feeds.southbank: base-currency is missing");
        assertFault(
                FRAUD_ALERT.substring(0, FRAUD_ALERT.indexOf("feeds:")),
                ": feeds is missing: name at least one bank");
        assertFault(FRAUD_ALERT + "  westbank: EUR\n", ":12: feeds.westbank: takes a map, as in");
    }

    @Test
    void shouldNameTheRuleFileThatIsMissing() {
        assertFault(FRAUD_ALERT.replace("mine", "yours"), ":6: rules.file: ")
                .contains(folder.resolve("rules/yours.yaml").toString(), "cannot be read");
        assertFault(
                FRAUD_ALERT.replace("rules:\n  file: rules/mine.yaml\n", ""),
                ": rules.file is missing");
    }

    @Test
    void shouldRefuseWhatIsNoYamlOrNoMap() {
        assertFault("kafka: [unclosed\n", ":2: not YAML");
        assertFault("kafka: {\n", "not YAML");
        assertFault("- a\n- b\n", ":1: the file has to be a map of options");
        assertFault("", ": rules.file is missing");
        assertFault("? [a]\n: b\n", ": not YAML");
        assertFault("clock: [[a]]\n", ":1: clock takes a value or a list of values");
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> DeliveryConfig.read(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(missing + ": cannot be read");
    }

    private org.assertj.core.api.AbstractStringAssert<?> assertFault(String text, String fault) {
        Path file = write(text);
        ConfigException failure =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        ConfigException.class, () -> FraudAlertConfig.read(file));
        assertThat(failure).as("a fault in:%n%s", text).isNotNull();
        return assertThat(failure.getMessage()).startsWith(file.toString()).contains(fault);
    }

    private FraudAlertConfig fraudAlert(String text) {
        return FraudAlertConfig.read(write(text));
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("job.yaml"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
