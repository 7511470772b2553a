package io.cardwatch.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;

/** Card events for tests. */
final class TestEvents {
    static final Coordinates SOMEWHERE = new Coordinates("card-events.aurora", 3, 42);
    static final FeedProfile AURORA = FeedProfile.of("aurora", "EUR");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TestEvents() {}

    /** An event that has every field. */
    static CardEvent complete() {
        return CardEvent.builder()
                .eventId("018f3c2a-7b1e-7c44-9d2f-0a1b2c3d4e5f")
                .bankId("aurora")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("tok_9f86d081884c7d659a2feaa0c55ad015")
                .eventTime(Instant.parse("2026-03-01T12:00:31.250Z"))
                .amountMinor(4210)
                .currency("EUR")
                .subjectRef("subject-77")
                .localTime(LocalDateTime.parse("2026-03-01T13:00:31"))
                .billingAmountMinor(4210L)
                .billingCurrency("EUR")
                .processingCode("000000")
                .mcc("5462")
                .merchantId("M-100200")
                .merchantName("Bäckerei Vogel")
                .merchantCity("Graz")
                .merchantCountry("AT")
                .terminalId("T-5")
                .latitude(47.0707)
                .longitude(15.4395)
                .posEntryMode("071")
                .cardPresent(true)
                .responseCode("00")
                .acquirerId("123456")
                .bin("41111111")
                .cardCountry("AT")
                .deviceId("device-1")
                .ip("2001:db8::1")
                .ipCountry("AT")
                .cvvResult("M")
                .avsResult("Y")
                .threeDsResult("Y")
                .networkRiskScore(12.5)
                .originalEventId("earlier-1")
                .originalEventTime(Instant.parse("2026-03-01T11:00:00Z"))
                .baseAmount(4210, 2)
                .build();
    }

    /** The complete event's JSON, to be altered. */
    static ObjectNode json() {
        try {
            return (ObjectNode) MAPPER.readTree(CardEventJson.encode(complete()));
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Decoded decode(ObjectNode json) {
        return decode(json.toString());
    }

    static Decoded decode(String json) {
        return new CardEventJsonDecoder(AURORA).decode(bytes(json), SOMEWHERE);
    }
}
