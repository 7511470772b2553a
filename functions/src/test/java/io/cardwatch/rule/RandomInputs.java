package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;

/** Makes random events and feature vectors in which about a third of everything is missing. */
final class RandomInputs {
    private static final String[] TEXTS = {
        "", "a", "b", "AT", "5411", "DE", "'", "\"", "\\", "\\u0022", "*/ //", "é", "𝄞", "\n",
        "00", "05"
    };
    private static final double[] NUMBERS = {
        0.0,
        -0.0,
        1,
        2,
        3,
        -1,
        0.5,
        -2.5,
        5,
        23,
        100.25,
        1e3,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE
    };

    private final Random random;

    RandomInputs(Random random) {
        this.random = random;
    }

    double[] features() {
        return new double[] {number(), number(), number(), number(), flag(), flag()};
    }

    CardEvent event() {
        CardEvent.Builder builder =
                CardEvent.builder()
                        .eventId("e")
                        .bankId(text() == null ? "a" : "b")
                        .messageType(
                                random.nextBoolean()
                                        ? MessageType.AUTHORISATION
                                        : MessageType.ADVICE)
                        .cardRef("c")
                        .eventTime(Instant.EPOCH)
                        .currency("EUR")
                        .mcc(text())
                        .merchantId(text())
                        .merchantName(text())
                        .merchantCity(text())
                        .merchantCountry(text())
                        .subjectRef(text())
                        .terminalId(text())
                        .posEntryMode(text())
                        .processingCode(text())
                        .responseCode(text())
                        .acquirerId(text())
                        .bin(text())
                        .cardCountry(text())
                        .deviceId(text())
                        .ip(text())
                        .ipCountry(text())
                        .cvvResult(text())
                        .avsResult(text())
                        .threeDsResult(text())
                        .billingCurrency(text())
                        .latitude(boxed())
                        .longitude(boxed())
                        .networkRiskScore(boxed());
        if (random.nextInt(3) > 0) {
            builder.cardPresent(random.nextBoolean());
        }
        if (random.nextInt(3) > 0) {
            builder.localTime(LocalDateTime.of(2026, 11, 20, random.nextInt(24), 0));
        }
        if (random.nextInt(3) > 0) {
            builder.baseAmount(random.nextInt(20_000), 2);
        }
        return builder.build();
    }

    private String text() {
        return random.nextInt(3) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)];
    }

    private double number() {
        return random.nextInt(3) == 0 ? Double.NaN : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private double flag() {
        return random.nextInt(3) == 0 ? Double.NaN : random.nextInt(2);
    }

    private Double boxed() {
        return random.nextInt(3) == 0 ? null : (Double) NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
