package io.cardwatch.operator;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.engine.RulesInForce;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What the tests of operators share: a secret, a rule file, and events as prose. */
final class TestingJob {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final SecretReference SECRET = secret("a secret of the tests, long enough");
    static final KeyHasher HASHER = new KeyHasher(SECRET.resolve());

    static final String MERCHANT = "Corner-Shop-Canary";
    static final String CARD = "tok_card_canary_1";
    static final String SUBJECT = "subject_canary_1";

    static final String RULES =
            """
            ruleset: testing
            version: "7"
            features:
              tx_10m: { by: card, count: true, over: 10m }
              spend_1h: { by: card, sum: amount, over: 1h }
              countries_1h: { by: card, distinct: merchantCountry, over: 1h }
              merchant_2h: { by: merchant, count: true, over: 2h }
              speed: { by: card, speed: location }
            rules:
              - id: burst
                when: tx_10m >= 3.0
                score: 50
                reason: "{tx_10m} payments in 10 minutes"
              - id: spree
                when: spend_1h > 100.0
                score: 40
                reason: "{spend_1h} in an hour"
              - id: watched
                when: tx_10m >= 2.0
                score: 500
                reason: "{tx_10m} payments"
                mode: shadow
              - id: too-fast
                when: speed > 900.0
                score: 30
                reason: "{speed} km/h"
            alerting: { threshold: 70, cooldown: 30m, budget: 2 per subject per day }
            """;

    private TestingJob() {}

    static SecretReference secret(String text) {
        try {
            Path file = Files.createTempFile("cardwatch-test", ".secret");
            file.toFile().deleteOnExit();
            Files.writeString(file, text);
            return SecretReference.file(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RulesSource rules() {
        return rules(RULES);
    }

    static RulesSource rules(String text) {
        return new RulesSource("testing.yaml", text, EngineSettings.defaults());
    }

    static CardEvent.Builder event(String id, long seconds) {
        return CardEvent.builder()
                .eventId(id)
                .bankId("northbank")
                .messageType(MessageType.AUTHORISATION)
                .cardRef(CARD)
                .subjectRef(SUBJECT)
                .eventTime(NOON.plusSeconds(seconds))
                .amountMinor(1_000)
                .currency("EUR")
                .merchantId("merchant_canary_9")
                .merchantName(MERCHANT)
                .merchantCountry("AT")
                .responseCode("00")
                .baseAmount(1_000, 2);
    }

    /** The event as the reader of a feed would send it on. */
    static EventInFlight inFlight(EnginePlan plan, CardEvent event) {
        return inFlight(plan, RulesUpdate.FILE, event);
    }

    /** The same, stamped with another sequence. */
    static EventInFlight inFlight(EnginePlan plan, long sequence, CardEvent event) {
        return new RulesInForce(plan, sequence)
                .of(event.bankId())
                .stamp(event, event.eventTime().toEpochMilli(), HASHER);
    }
}
