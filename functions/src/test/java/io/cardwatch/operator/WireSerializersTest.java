package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.BankRules;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.RulesInForce;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Label;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionReason;
import java.io.IOException;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The forms in which keys and events cross from one task to the next. */
class WireSerializersTest {
    @Property
    void shouldReadBackAnyEventWhicheverFieldsItHas(@ForAll long seed) throws IOException {
        assertThat(roundTrip(RandomEvents.any(seed))).isEqualTo(RandomEvents.any(seed));
    }

    @Property(tries = 50)
    void shouldReadBackEventsWithEveryFieldAndWithNone(@ForAll long seed) throws IOException {
        assertThat(roundTrip(RandomEvents.complete(seed))).isEqualTo(RandomEvents.complete(seed));
        assertThat(roundTrip(RandomEvents.bare(seed))).isEqualTo(RandomEvents.bare(seed));
    }

    @Property
    void shouldReadBackAnyKey(@ForAll long hi, @ForAll long lo) throws IOException {
        KeyHash key = new KeyHash(hi, lo);
        byte[] bytes = TestingSerializers.write(KeyHashSerializer.INSTANCE, key);
        assertThat(bytes).hasSize(KeyHashSerializer.INSTANCE.getLength());
        assertThat(TestingSerializers.read(KeyHashSerializer.INSTANCE, bytes)).isEqualTo(key);
    }

    @Property(tries = 100)
    void shouldCarryKeysHashesAndFeaturesWithTheEvent(@ForAll long seed, @ForAll double feature)
            throws IOException {
        EventInFlight before =
                new EventInFlight(
                        seed + 3,
                        RandomEvents.any(seed),
                        seed,
                        seed + 1,
                        EventInFlight.NO_ORIGINAL,
                        new KeyHash[] {new KeyHash(seed, 1), null},
                        new double[] {feature, Double.NaN, 1.0});
        EventInFlight after =
                TestingSerializers.roundTrip(EventInFlightSerializer.INSTANCE, before);
        assertSame(after, before);
    }

    @Property(tries = 100)
    void shouldPassABinaryEventOnUnchanged(@ForAll long seed) throws IOException {
        EventInFlight event = event(RandomEvents.any(seed));
        byte[] bytes = TestingSerializers.write(EventInFlightSerializer.INSTANCE, event);
        DataOutputSerializer out = new DataOutputSerializer(64);
        EventInFlightSerializer.INSTANCE.copy(new DataInputDeserializer(bytes), out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes);
    }

    @Example
    void shouldCopyAnEventThatTheNextOneDoesNotOverwrite() throws Exception {
        BankRules bank = new RulesInForce(TestingJob.rules().plan(), 1).of("northbank");
        CardEvent one = TestingJob.event("one", 0).build();
        EventInFlight event = bank.stamp(one, 0, TestingJob.HASHER);
        EventInFlight copy = EventInFlightSerializer.INSTANCE.copy(event);
        event.features()[1] = 98;
        KeyHash key = copy.cardKey();
        event.features()[0] = 99;
        bank.stamp(TestingJob.event("two", 9).cardRef("other").build(), 9, TestingJob.HASHER);
        assertThat(copy.features()).containsOnly(Double.NaN);
        assertThat(copy.event().eventId()).isEqualTo("one");
        assertThat(copy.cardKey()).isEqualTo(key).isNotEqualTo(event.cardKey());
    }

    @Example
    void shouldTakeNoMoreThan320BytesForAnOrdinaryEvent() throws Exception {
        CardEvent ordinary =
                TestingJob.event("018f3c2a-7b1e-7c44-9d2f-0a1b2c3d4e5f", 0)
                        .mcc("5462")
                        .merchantCity("Graz")
                        .terminalId("T-5")
                        .cardPresent(true)
                        .latitude(47.0707)
                        .longitude(15.4395)
                        .posEntryMode("071")
                        .cardCountry("AT")
                        .build();
        byte[] bytes = TestingSerializers.write(EventInFlightSerializer.INSTANCE, event(ordinary));
        assertThat(bytes.length).isLessThanOrEqualTo(320);
    }

    @Example
    void shouldTakeOneByteForEachAbsentText() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        CardEventCodec.write(
                CardEvent.builder()
                        .eventId("e")
                        .bankId("b")
                        .messageType(io.cardwatch.event.MessageType.ADVICE)
                        .cardRef("c")
                        .eventTime(Instant.EPOCH)
                        .currency("EUR")
                        .build(),
                out);
        assertThat(out.length()).isEqualTo(4 + 12 + 8 + 8 + 2 + 2 + 2 + 4 + 21);
    }

    @Example
    void shouldReadBackARejection() throws IOException {
        Rejection rejection =
                new Rejection(
                        "northbank",
                        RejectionReason.MALFORMED,
                        null,
                        new Coordinates("card-events.northbank", 3, 1L << 40),
                        Instant.ofEpochMilli(1_700_000_000_123L));
        Ingested record = Ingested.of(rejection);
        assertThat(TestingSerializers.roundTrip(IngestedSerializer.INSTANCE, record))
                .isEqualTo(record);
        assertThat(IngestedSerializer.INSTANCE.copy(record)).isEqualTo(record);
    }

    @Example
    void shouldReadBackAnIngestedEvent() throws Exception {
        Ingested record = Ingested.of(TestingJob.event("one", 0).build(), 77);
        assertThat(TestingSerializers.roundTrip(IngestedSerializer.INSTANCE, record))
                .isEqualTo(record);
    }

    @Example
    void shouldReadBackAnIngestedLabel() throws Exception {
        Instant when = Instant.ofEpochSecond(5, 7);
        for (String merchant : new String[] {"m", null}) {
            Ingested record =
                    Ingested.of(new Label("b", "e", "c", merchant, null, when, true, when));
            assertThat(TestingSerializers.roundTrip(IngestedSerializer.INSTANCE, record))
                    .isEqualTo(record);
        }
        Ingested hashed =
                Ingested.of(Label.of("b", TestingCardholder.LABEL_KEYS, when, false, when));
        assertThat(TestingSerializers.roundTrip(IngestedSerializer.INSTANCE, hashed))
                .isEqualTo(hashed);
    }

    @Example
    void shouldReadBackAnOrderToForget() throws Exception {
        StageRecord.Erase order = new StageRecord.Erase("id", new KeyHash(3, 4), 1, 0, 2, 1, 9);
        assertThat(
                        TestingSerializers.roundTrip(
                                        StageRecordSerializer.INSTANCE, StageRecord.of(order))
                                .erase())
                .isEqualTo(order);
    }

    @Example
    void shouldComeBackFromItsOwnSnapshot() throws IOException {
        for (TypeSerializer<?> serializer :
                new TypeSerializer<?>[] {
                    KeyHashSerializer.INSTANCE,
                    EventInFlightSerializer.INSTANCE,
                    IngestedSerializer.INSTANCE,
                    StageRecordSerializer.INSTANCE,
                    StoredKeyStateSerializer.INSTANCE
                }) {
            TypeSerializer<?> restored = TestingSerializers.restored(serializer);
            assertThat(restored).isEqualTo(serializer).hasSameHashCodeAs(serializer);
        }
    }

    private static CardEvent roundTrip(CardEvent event) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        CardEventCodec.write(event, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        CardEvent read = CardEventCodec.read(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static EventInFlight event(CardEvent event) {
        try {
            return TestingJob.inFlight(TestingJob.rules().plan(), event);
        } catch (io.cardwatch.rule.RuleFileException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSame(EventInFlight actual, EventInFlight expected) {
        assertThat(actual.event()).isEqualTo(expected.event());
        assertThat(actual.sequence()).isEqualTo(expected.sequence());
        assertThat(actual.takenBack()).isEqualTo(expected.takenBack());
        assertThat(actual.time()).isEqualTo(expected.time());
        assertThat(actual.eventIdHash()).isEqualTo(expected.eventIdHash());
        assertThat(actual.originalIdHash()).isEqualTo(expected.originalIdHash());
        assertThat(actual.features()).containsExactly(expected.features());
        assertThat(actual.dimensions()).isEqualTo(expected.dimensions());
        for (int i = 0; i < expected.dimensions(); i++) {
            assertThat(actual.key(i)).isEqualTo(expected.key(i));
        }
    }
}
