package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.CardEventJsonDecoder;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Decoded;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.Label;
import io.cardwatch.rule.CompiledRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped rules on the committed sample, each label heard of when it became known. */
class ShippedRulesOnTheSampleTest {
    private final TestingSink sample = TestingSink.of(GeneratorSettings.committed());
    private final Map<String, SampleLabel> truth = sample.labelsByEvent();

    @Test
    void shouldFindEveryPatternAndHardlyEverAlertOnAnHonestPayment() {
        Set<String> alerts = alerts();
        Set<FraudPattern> found = EnumSet.noneOf(FraudPattern.class);
        long right = 0;
        for (String event : alerts) {
            SampleLabel label = truth.get(event);
            if (label != null && label.scenario() != null) {
                found.add(label.scenario());
                right++;
            }
        }

        assertThat(found).containsExactly(FraudPattern.values());
        assertThat((double) right / alerts.size()).as("precision").isGreaterThan(0.95);
        long frauds = truth.values().stream().filter(SampleLabel::fraud).count();
        assertThat((double) right / frauds).as("recall").isGreaterThan(0.6);
    }

    private Set<String> alerts() {
        CompiledRules shipped = ShippedRulesTest.shipped();
        FraudEngine engine =
                new FraudEngine(
                        EnginePlan.of(shipped, EngineSettings.defaults()),
                        new KeyHasher("a secret of the test".getBytes(StandardCharsets.UTF_8)),
                        rule -> {});
        Map<String, CardEventJsonDecoder> decoders = new HashMap<>();
        for (SampleBank bank : GeneratorSettings.committed().banks()) {
            decoders.put(
                    bank.bankId(),
                    new CardEventJsonDecoder(
                            new FeedProfile(
                                    bank.bankId(),
                                    bank.baseCurrency(),
                                    Set.of(),
                                    FeedProfile.DEFAULT_MAX_RECORD_BYTES)));
        }
        Deque<SampleLabel> labels =
                sample.labels.stream()
                        .sorted(Comparator.comparing(SampleLabel::knownAt))
                        .collect(Collectors.toCollection(ArrayDeque::new));
        Set<String> alerts = new HashSet<>();
        for (FeedRecord record : sample.records) {
            while (!labels.isEmpty() && !labels.peek().knownAt().isAfter(record.arrivesAt())) {
                engine.learn(label(labels.remove()));
            }
            Decoded decoded =
                    decoders.get(record.bankId())
                            .decode(
                                    record.value().getBytes(StandardCharsets.UTF_8),
                                    new Coordinates("sample", 0, 0));
            if (decoded.event() != null && engine.assess(decoded.event()).alerts()) {
                alerts.add(decoded.event().eventId());
            }
        }
        return alerts;
    }

    private static Label label(SampleLabel label) {
        return new Label(
                label.bankId(),
                label.eventId(),
                label.cardRef(),
                label.merchantId(),
                label.terminalId(),
                label.eventTime(),
                label.fraud(),
                label.knownAt());
    }
}
