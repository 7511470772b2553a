package io.cardwatch.event;

import static io.cardwatch.event.TestEvents.AURORA;
import static io.cardwatch.event.TestEvents.SOMEWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CardEventPropertiesTest {
    private static final String CANARY = "zq7canary";

    private final CardEventJsonDecoder decoder = new CardEventJsonDecoder(AURORA);

    @Property
    void shouldNeverThrowForAnyBytes(@ForAll byte[] bytes) {
        assertThat(decoder.decode(bytes, SOMEWHERE).event()).isNull();
    }

    @Property
    void shouldNeverThrowForDamagedEvents(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = CardEventJson.encode(TestEvents.complete());
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Decoded decoded = decoder.decode(bytes, SOMEWHERE);
        assertThat(decoded.event() == null).isNotEqualTo(decoded.reason() == null);
    }

    @Property
    void shouldReadBackWhatItWrites(@ForAll("events") CardEvent event) {
        Decoded decoded = decoder.decode(CardEventJson.encode(event), SOMEWHERE);
        assertThat(decoded.reason()).isNull();
        assertThat(decoded.event()).isEqualTo(event);
    }

    @Property
    void shouldRepeatNothingOfTheRecordInItsRejection(@ForAll long seed) {
        Random random = new Random(seed);
        EventField[] fields = EventField.values();
        EventField field = fields[random.nextInt(fields.length)];
        String[] shapes = {
            CANARY, CANARY + "\u0000", CANARY.repeat(40), CANARY + " 4111111111111111"
        };
        var json = TestEvents.json();
        json.put(field.wireName(), shapes[random.nextInt(shapes.length)]);
        json.put(CANARY, CANARY);
        if (random.nextBoolean()) {
            json.remove("currency");
        }
        String text = json.toString();
        int cut = random.nextInt(4) == 0 ? random.nextInt(text.length()) : text.length();
        Decoded decoded =
                decoder.decode(text.substring(0, cut).getBytes(StandardCharsets.UTF_8), SOMEWHERE);
        if (decoded.event() == null) {
            byte[] rejection =
                    RejectionJson.encode(decoded.rejection("aurora", Instant.ofEpochSecond(1)));
            assertThat(new String(rejection, StandardCharsets.UTF_8))
                    .doesNotContain(CANARY, "4111", "Vogel", "tok_");
        }
    }

    @Provide
    Arbitrary<CardEvent> events() {
        Arbitrary<String> names =
                Arbitraries.strings()
                        .withChars(' ', 'a', 'Z', '"', '\\', 'ß', '漢')
                        .ofMinLength(1)
                        .ofMaxLength(40);
        Arbitrary<String> references =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(12);
        Arbitrary<Long> amounts = Arbitraries.longs().between(0, EventAssembler.MAX_AMOUNT_MINOR);
        Arbitrary<Instant> times =
                Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
        Arbitrary<LocalDateTime> localTimes =
                times.map(time -> LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        Arbitrary<Boolean> given = Arbitraries.of(true, false);
        Arbitrary<Double> degrees = Arbitraries.doubles().between(-90, 90).ofScale(9);
        return Combinators.combine(
                        references,
                        names,
                        amounts,
                        times,
                        localTimes,
                        given,
                        degrees,
                        Arbitraries.of(MessageType.class))
                .as(
                        (reference, name, amount, time, localTime, isGiven, degree, type) ->
                                CardEvent.builder()
                                        .eventId(reference)
                                        .bankId("aurora")
                                        .messageType(type)
                                        .cardRef(reference)
                                        .eventTime(time)
                                        .amountMinor(amount)
                                        .currency("EUR")
                                        .merchantName(isGiven ? name : null)
                                        .localTime(isGiven ? localTime : null)
                                        .latitude(isGiven ? degree + 0.0 : null)
                                        .longitude(degree + 0.0)
                                        .cardPresent(isGiven ? null : true)
                                        .billingAmountMinor(isGiven ? null : amount)
                                        .billingCurrency(isGiven ? null : "JPY")
                                        .baseAmount(amount, 2)
                                        .build());
    }
}
