package io.cardwatch.jobs;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.config.ChannelSpec;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.config.Ordering;
import io.cardwatch.outcome.OutcomePlan;
import io.cardwatch.secret.SecretReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Configurations of both jobs for a broker that is never asked. */
final class TestingConfigs {
    private static final String CARD_RULES =
            """
            ruleset: testing
            version: "1"
            features:
              tx_10m: { by: card, count: true, over: 10m }
            rules:
              - { id: burst, when: tx_10m >= 3.0, score: 80, reason: "{tx_10m} payments" }
            alerting: { threshold: 70 }
            """;

    private static final String MERCHANT_RULES =
            CARD_RULES.replace(
                    "rules:\n", "  merchant_1h: { by: merchant, count: true, over: 1h }\nrules:\n");

    private TestingConfigs() {}

    static FraudAlertConfig cardRules() {
        return fraudAlert(CARD_RULES);
    }

    static FraudAlertConfig cardAndMerchantRules() {
        return fraudAlert(MERCHANT_RULES);
    }

    static FraudAlertConfig fraudAlert(String rules) {
        return fraudAlert(rules, Ordering.arrival());
    }

    /** The card's and the merchant's rules in a replay that waits for every partition. */
    static FraudAlertConfig inEventTime() {
        return fraudAlert(
                MERCHANT_RULES, new Ordering(Ordering.By.EVENT_TIME, true, Duration.ZERO, 100));
    }

    private static FraudAlertConfig fraudAlert(String rules, Ordering ordering) {
        return new FraudAlertConfig(
                common(),
                Map.of(
                        "card-events.northbank", FeedProfile.of("northbank", "EUR"),
                        "card-events.southbank", FeedProfile.of("southbank", "USD")),
                "rules.yaml",
                rules,
                "rejections",
                new FraudAlertConfig.RuleTopics("rules", "rules-status", "labels"),
                Set.of(),
                EngineSettings.defaults(),
                Duration.ofDays(7),
                ordering);
    }

    static DeliveryConfig delivery() {
        return new DeliveryConfig(
                common(),
                DeliveryConfig.DeliveryTopics.DEFAULT,
                DeliveryPlan.defaults(false),
                List.of(
                        new ChannelSpec(
                                "console", null, "console", Map.of(), ChannelLimits.DEFAULT)),
                null,
                null,
                OutcomePlan.defaults(false));
    }

    private static CommonConfig common() {
        return new CommonConfig(
                Map.of("bootstrap.servers", "localhost:1"),
                SecretReference.environment("CARDWATCH_SECRET"),
                "consents",
                "alerts",
                JobClock.WALL,
                Duration.ofSeconds(30),
                Duration.ofMillis(1),
                100);
    }
}
