package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;

/** Makes random events and feature vectors in which about a third of everything is missing. */
final class RandomInputs {
    private static final String[] TEXTS = {
        "", "a", "b", "AT", "5411", "DE", "'", "\"", "\\", "\\u0022", "*/ //", "é", "𝄞", "\n",
        "00", "05"
    };

    /** Among them the first and last addresses of networks, and texts that are no address. */
    static final List<String> ADDRESSES =
            List.of(
                    "203.0.113.0",
                    "203.0.113.7",
                    "203.0.113.255",
                    "203.0.112.255",
                    "203.0.114.0",
                    "10.0.0.1",
                    "255.255.255.255",
                    "0.0.0.0",
                    "::ffff:203.0.113.7",
                    "2001:db8::1",
                    "2001:DB8:0:0::1",
                    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                    "2001:db9::",
                    "2001:db7:ffff::",
                    "::",
                    "fe80::1%eth0",
                    "300.1.1.1",
                    "203.0.113",
                    "localhost",
                    "");

    private static final String[] CURRENCIES = {"EUR", "USD", "JPY", "KWD", "XXX", "eur"};

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
                        .currency(CURRENCIES[random.nextInt(CURRENCIES.length)])
                        .amountMinor(random.nextInt(200_000))
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
                        .ip(address())
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
            builder.localTime(
                    LocalDateTime.of(2026, 11, 1 + random.nextInt(28), random.nextInt(24), 0));
        }
        if (random.nextInt(3) > 0) {
            builder.baseAmount(random.nextInt(20_000), 2);
        }
        return builder.build();
    }

    private String text() {
        return random.nextInt(3) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)];
    }

    private String address() {
        return random.nextInt(3) == 0 ? null : ADDRESSES.get(random.nextInt(ADDRESSES.size()));
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
