package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Reads the consents as an outsider does, from what was published, not from what was meant. */
class SampleConsentTest {
    private static final GeneratorSettings SETTINGS = GeneratorSettings.committed();
    private static final TestingSink SAMPLE = TestingSink.of(SETTINGS);
    private static final Instant START = SETTINGS.start().atStartOfDay().toInstant(ZoneOffset.UTC);

    @Test
    void shouldPublishInTheOrderOfTime() {
        assertThat(SAMPLE.consents)
                .isSortedAccordingTo(Comparator.comparing(SampleConsent::publishedAt));
    }

    @Test
    void shouldScrubWithdrawalsAndPublishThemWhileTheDataRuns() {
        List<SampleConsent> withdrawals =
                SAMPLE.consents.stream().filter(consent -> consent.terms() == null).toList();
        Instant end = START.plusSeconds(86_400L * SETTINGS.days());

        assertThat(withdrawals).isNotEmpty();
        assertThat(withdrawals)
                .allSatisfy(
                        consent -> {
                            assertThat(consent.publishedAt()).isBetween(START, end);
                            assertThat(consent.version()).isEqualTo(2);
                            assertThat(json(consent).fieldNames())
                                    .toIterable()
                                    .containsExactly(
                                            "bankId",
                                            "subjectRef",
                                            "purpose",
                                            "channel",
                                            "status",
                                            "version");
                        });
    }

    @Test
    void shouldSpeakEveryLanguageOfTheSampleInBothDetails() {
        Set<String> locales = new TreeSet<>();
        Set<String> details = new TreeSet<>();
        for (SampleConsent consent : SAMPLE.consents) {
            if (consent.terms() != null) {
                locales.add(consent.terms().locale());
                details.add(consent.terms().detail());
            }
        }

        assertThat(locales).containsExactly("de", "en", "es", "fr");
        assertThat(details).containsExactly("detailed", "minimal");
    }

    @Test
    void shouldDefraudPeopleOfEveryConsentClass() {
        Set<String> states = new TreeSet<>();
        Map<String, String> subjectByCard = new HashMap<>();
        for (JsonNode event : SAMPLE.events()) {
            subjectByCard.put(event.get("cardRef").asText(), event.get("subjectRef").asText());
        }
        for (SampleLabel label : SAMPLE.labels) {
            if (label.scenario() != null && label.scenario() != FraudPattern.COMPROMISED_TERMINAL) {
                states.add(stateAt(label, subjectByCard.get(label.cardRef())));
            }
        }

        assertThat(states)
                .containsExactly(
                        "expired",
                        "granted detailed critical",
                        "granted detailed high",
                        "granted detailed low",
                        "granted minimal low",
                        "missing",
                        "withdrawn",
                        "wrong purpose");
    }

    private static String stateAt(SampleLabel fraud, String subject) {
        SampleConsent last = null;
        for (SampleConsent consent : SAMPLE.consents) {
            boolean known = !consent.publishedAt().isAfter(fraud.eventTime());
            if (known && consent.subjectRef().equals(subject)) {
                last = consent;
            }
        }
        if (last == null) {
            return "missing";
        }
        if (!last.purpose().equals("fraud-alerts")) {
            return "wrong purpose";
        }
        SampleConsent.Terms terms = last.terms();
        if (terms == null) {
            return "withdrawn";
        }
        if (terms.expiresAt() != null && !terms.expiresAt().isAfter(fraud.eventTime())) {
            return "expired";
        }
        return "granted " + terms.detail() + " " + terms.minSeverity();
    }

    private static JsonNode json(SampleConsent consent) {
        return TestingSink.json(SampleJson.consent(consent)).get("consent");
    }
}
