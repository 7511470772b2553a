package io.cardwatch.operator;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Card events with any of their optional fields, full of awkward values. */
final class RandomEvents {
    private static final String[] TEXTS = {"", "a", "Bäckerei Vogel", "漢字", "x\u0000y", "😀"};

    private final Random random;
    private final BooleanSupplier present;

    private RandomEvents(Random random, BooleanSupplier present) {
        this.random = random;
        this.present = present;
    }

    static CardEvent any(long seed) {
        Random random = new Random(seed);
        return new RandomEvents(random, random::nextBoolean).next();
    }

    static CardEvent complete(long seed) {
        return new RandomEvents(new Random(seed), () -> true).next();
    }

    static CardEvent bare(long seed) {
        return new RandomEvents(new Random(seed), () -> false).next();
    }

    private CardEvent next() {
        MessageType[] types = MessageType.values();
        return CardEvent.builder()
                .eventId(text())
                .bankId(text())
                .schemaVersion(random.nextInt(1, 256))
                .messageType(types[random.nextInt(types.length)])
                .cardRef(text())
                .eventTime(time())
                .amountMinor(random.nextLong())
                .currency(text())
                .baseAmount(
                        random.nextBoolean() ? CardEvent.NO_AMOUNT : random.nextLong(),
                        random.nextInt(5))
                .subjectRef(maybe(this::text))
                .localTime(maybe(this::localTime))
                .billingAmountMinor(maybe(random::nextLong))
                .billingCurrency(maybe(this::text))
                .processingCode(maybe(this::text))
                .mcc(maybe(this::text))
                .merchantId(maybe(this::text))
                .merchantName(maybe(this::text))
                .merchantCity(maybe(this::text))
                .merchantCountry(maybe(this::text))
                .terminalId(maybe(this::text))
                .latitude(maybe(() -> random.nextDouble(-90, 90)))
                .longitude(maybe(() -> random.nextDouble(-180, 180)))
                .posEntryMode(maybe(this::text))
                .cardPresent(maybe(random::nextBoolean))
                .responseCode(maybe(this::text))
                .acquirerId(maybe(this::text))
                .bin(maybe(this::text))
                .cardCountry(maybe(this::text))
                .deviceId(maybe(this::text))
                .ip(maybe(this::text))
                .ipCountry(maybe(this::text))
                .cvvResult(maybe(this::text))
                .avsResult(maybe(this::text))
                .threeDsResult(maybe(this::text))
                .networkRiskScore(maybe(random::nextDouble))
                .originalEventId(maybe(this::text))
                .originalEventTime(maybe(this::time))
                .build();
    }

    private <T> T maybe(Supplier<T> value) {
        T made = value.get();
        return present.getAsBoolean() ? made : null;
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)].repeat(1 + random.nextInt(40));
    }

    private Instant time() {
        return Instant.ofEpochSecond(
                random.nextLong(-4_000_000_000L, 40_000_000_000L), random.nextInt(1_000_000_000));
    }

    private LocalDateTime localTime() {
        return LocalDateTime.of(
                random.nextInt(-1, 9_999), 2, 28, 23, 59, 59, random.nextInt(1_000_000_000));
    }
}
