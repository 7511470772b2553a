package io.cardwatch.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Records of one bank in their smallest valid form; what alerts is a payment above 100 euros. */
final class TestingRecords {
    static final String BANK = "north";
    static final Instant START = Instant.parse("2026-10-01T10:00:00Z");

    static final String RULES =
            """
            ruleset: testing
            version: "1"
            features:
              tx_10m: { by: card, count: true, over: 10m }
            rules:
              - id: large
                when: event.amount > 100.0 && tx_10m >= 1.0
                score: 80
                reason: "{event.amount} at once"
            alerting:
              threshold: 70
            """;

    private TestingRecords() {}

    /** A payment of so many cents, so many minutes after the start. */
    static FeedEvent payment(String eventId, String subject, int minute, long cents) {
        Instant time = START.plusSeconds(minute * 60L);
        String json =
                """
                {"eventId":"%s","bankId":"%s","schemaVersion":1,"messageType":"authorisation",\
                "cardRef":"tok-of-%s","subjectRef":"%s","eventTime":"%s","amountMinor":%d,\
                "currency":"EUR","merchantName":"Merchant of %s","responseCode":"00"}"""
                        .formatted(eventId, BANK, subject, subject, time, cents, eventId);
        return new FeedEvent(BANK, eventId, "tok-of-" + subject, subject, time, bytes(json));
    }

    static TimedConsent grant(String subject, int version) {
        String json =
                """
                {"bankId":"%s","subjectRef":"%s","purpose":"fraud-alerts","channel":"console",\
                "status":"granted","version":%d,"address":"Address of %s","locale":"en",\
                "timeZone":"UTC","detail":"detailed","minSeverity":"low","grantedAt":"%s",\
                "evidence":{"source":"test","textVersion":"1","receiptId":"r-1"}}"""
                        .formatted(
                                BANK,
                                subject,
                                version,
                                subject,
                                START.minusSeconds(3_600 - version));
        return new TimedConsent(START.minusSeconds(3_600), key(subject), bytes(json));
    }

    static TimedConsent withdrawal(String subject, int version, int minute) {
        String json =
                """
                {"bankId":"%s","subjectRef":"%s","purpose":"fraud-alerts","channel":"console",\
                "status":"withdrawn","version":%d}"""
                        .formatted(BANK, subject, version);
        return new TimedConsent(START.plusSeconds(minute * 60L), key(subject), bytes(json));
    }

    /** A record as a line of a consents file. */
    static String line(TimedConsent consent) {
        return "{\"publishedAt\":\"%s\",\"key\":\"%s\",\"consent\":%s}"
                .formatted(consent.at(), consent.key(), text(consent.value()));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String key(String subject) {
        return String.join("|", BANK, subject, "fraud-alerts", "console");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
