package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Evidence;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.rule.Alerting;
import io.cardwatch.rule.KeyDimension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One cardholder's consents, findings and alerts, as prose. */
final class TestingCardholder {
    static final KeyHash SUBJECT = TestingJob.HASHER.subject("northbank", TestingJob.SUBJECT);
    static final KeyHash CARD =
            TestingJob.HASHER.key(KeyDimension.CARD, "northbank", TestingJob.CARD);
    static final LabelKeys LABEL_KEYS =
            new LabelKeys("00ab00ab00ab00ab", CARD.hex(), "ab".repeat(16), null);
    static final String ADDRESS = "+15550100-canary";
    static final Instant EXPIRES = TestingJob.NOON.plus(Duration.ofDays(100));

    private TestingCardholder() {}

    static ConsentUpdate granted(String channel, long version) {
        return granted(Consent.FRAUD_ALERTS, channel, version, DetailLevel.DETAILED, Severity.LOW);
    }

    static ConsentUpdate granted(
            String purpose, String channel, long version, DetailLevel detail, Severity least) {
        return ConsentUpdate.of(
                SUBJECT,
                new Consent(
                        "northbank",
                        TestingJob.SUBJECT,
                        purpose,
                        channel,
                        ConsentStatus.GRANTED,
                        version,
                        ADDRESS,
                        "en-GB",
                        "Europe/Vienna",
                        detail,
                        least,
                        null,
                        TestingJob.NOON.minus(Duration.ofDays(1)),
                        EXPIRES,
                        new Evidence("branch", "2026-01", "receipt-canary")));
    }

    static ConsentUpdate withdrawn(String channel, long version) {
        return ConsentUpdate.of(SUBJECT, Consent.withdrawn(key(channel), version));
    }

    static ConsentUpdate removed(String channel) {
        return ConsentUpdate.of(SUBJECT, Consent.removed(key(channel)));
    }

    private static ConsentKey key(String channel) {
        return new ConsentKey("northbank", TestingJob.SUBJECT, Consent.FRAUD_ALERTS, channel);
    }

    /** News that the consents' only partition has been read. */
    static ConsentUpdate allRead() {
        return ConsentUpdate.partitionRead(new KeyHash(1, 2), 0, 1);
    }

    static AlertCandidate candidate(String eventId, Instant eventTime) {
        return candidate(eventId, eventTime, "burst", 80);
    }

    static AlertCandidate candidate(
            String eventId, Instant eventTime, String ruleId, double score) {
        return candidate(eventId, eventTime, eventTime, ruleId, score);
    }

    /** One of an event that was judged at another time than it claims. */
    static AlertCandidate candidate(
            String eventId, Instant eventTime, Instant judgedAt, String ruleId, double score) {
        return new AlertCandidate(
                SUBJECT,
                CARD,
                AlertId.of("northbank", eventId),
                "northbank",
                TestingJob.SUBJECT,
                TestingJob.CARD,
                eventTime,
                judgedAt.toEpochMilli(),
                "7",
                List.of(
                        new Finding(
                                ruleId, score, "812.40 at Canary-Shop", Map.of("tx_10m", 812.4))),
                score,
                Severity.of(score, Alerting.Bands.of(70)),
                TestingGate.COOLDOWN.toMillis(),
                2,
                new AlertDetails(81_240, "EUR", TestingJob.MERCHANT),
                LABEL_KEYS);
    }

    /** An alert that was decided on these channels' consents of that version. */
    static KeyedAlert alert(String eventId, long consentVersion, String... channels) {
        AlertCandidate candidate = candidate(eventId, TestingJob.NOON);
        return new KeyedAlert(
                SUBJECT,
                new Alert(
                        candidate.alertId(),
                        "northbank",
                        TestingJob.SUBJECT,
                        TestingJob.CARD,
                        "7",
                        candidate.findings(),
                        80,
                        Severity.LOW,
                        TestingJob.NOON,
                        TestingJob.NOON,
                        List.of(channels).stream()
                                .map(
                                        channel ->
                                                new AlertChannel(
                                                        channel,
                                                        consentVersion,
                                                        DetailLevel.DETAILED))
                                .toList(),
                        candidate.details(),
                        candidate.labelKeys(),
                        null));
    }
}
