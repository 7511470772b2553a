package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.LabelInFlight;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.junit.jupiter.api.Test;

class OrderedStageRecordsTest {
    private static final int CARD = 0;
    private static final int MERCHANT = 1;

    private final EnginePlan plan;

    OrderedStageRecordsTest() throws Exception {
        plan = TestingJob.rules().plan();
    }

    @Test
    void shouldKeepOfAWaitingEventOnlyWhatItsRulesRead() throws Exception {
        try (var order = order(CARD)) {
            order.open();
            order.first(opening());
            EventInFlight sent =
                    TestingJob.inFlight(
                            plan, TestingJob.event("e", 0).mcc("5411").latitude(48.0).build());
            order.first(StageRecord.of(sent));
            assertThat(order.takeOutput())
                    .extracting(StageRecord::kind)
                    .contains(StageRecord.Kind.OPEN);

            order.watermark(Long.MAX_VALUE - 1);

            EventInFlight released = order.takeOutput().get(0).event();
            CardEvent event = released.event();
            assertThat(event.mcc()).isNull();
            assertThat(event.responseCode()).isNull();
            assertThat(event.latitude()).isEqualTo(48.0);
            assertThat(event.merchantCountry()).isEqualTo("AT");
            assertThat(event.merchantName()).isEqualTo(TestingJob.MERCHANT);
            assertThat(released.key(CARD)).isEqualTo(sent.key(CARD));
            assertThat(released.eventIdHash()).isEqualTo(sent.eventIdHash());
            assertThat(released.sequence()).isEqualTo(sent.sequence());
            assertThat(released.features()).containsExactly(sent.features());
        }
    }

    @Test
    void shouldLetPassWhatTheStageDoesNothingWith() throws Exception {
        try (var order = order(MERCHANT)) {
            order.open();
            order.first(opening());
            order.takeOutput();
            order.first(
                    StageRecord.of(
                            TestingJob.inFlight(
                                    plan, TestingJob.event("e", 0).merchantId(null).build())));
            assertThat(order.takeOutput()).hasSize(1);
        }
    }

    @Test
    void shouldLearnWhatIsKnownAtTheMomentOfAnEventBeforeIt() throws Exception {
        EventInFlight event = TestingJob.inFlight(plan, TestingJob.event("e", 0).build());
        KeyHash[] keys = {event.key(CARD), event.key(MERCHANT)};
        LabelInFlight label = new LabelInFlight("northbank", 0, 1, true, event.time(), keys);
        for (List<StageRecord> arriving :
                List.of(
                        List.of(StageRecord.of(event), StageRecord.of(label)),
                        List.of(StageRecord.of(label), StageRecord.of(event)))) {
            try (var order = order(CARD)) {
                order.open();
                order.first(opening());
                order.takeOutput();
                for (StageRecord record : arriving) {
                    order.first(record);
                }
                order.watermark(Long.MAX_VALUE - 1);
                assertThat(order.takeOutput())
                        .extracting(StageRecord::kind)
                        .containsExactly(StageRecord.Kind.LABEL, StageRecord.Kind.EVENT);
            }
        }
    }

    @Test
    void shouldFindTheKeysOfWhatWaitedUnderOtherDimensions() throws Exception {
        KeyHash card = new KeyHash(1, 1);
        KeyHash device = new KeyHash(2, 2);
        KeyHash ip = new KeyHash(3, 3);
        KeyHash[] keys = {card, device, ip};
        OrderedStageRecords before =
                records(List.of(KeyDimension.CARD, KeyDimension.DEVICE, KeyDimension.IP), 2);
        OrderedStageRecords after =
                records(List.of(KeyDimension.CARD, KeyDimension.MERCHANT, KeyDimension.IP), 2);
        EventInFlight event =
                new EventInFlight(
                        5,
                        TestingJob.event("e", 0).messageType(MessageType.REVERSAL).build(),
                        6,
                        7,
                        8,
                        keys,
                        new double[] {9});
        event.reversed(10, true);

        EventInFlight read = after.decode(before.encode(StageRecord.of(event))).event();
        assertThat(read.dimensions()).isEqualTo(3);
        assertThat(read.cardKey()).isEqualTo(card);
        assertThat(read.key(1)).isNull();
        assertThat(read.key(2)).isEqualTo(ip);
        assertThat(read.sequence()).isEqualTo(5);
        assertThat(read.time()).isEqualTo(6);
        assertThat(read.eventIdHash()).isEqualTo(7);
        assertThat(read.originalIdHash()).isEqualTo(8);
        assertThat(read.features()).containsExactly(9);
        assertThat(read.originalTime()).isEqualTo(10);
        assertThat(read.takenBack()).isTrue();

        LabelInFlight label = new LabelInFlight("northbank", 1, 2, true, 3, keys);
        LabelInFlight known = after.decode(before.encode(StageRecord.of(label))).label();
        assertThat(known.dimensions()).isEqualTo(3);
        assertThat(known.cardKey()).isEqualTo(card);
        assertThat(known.key(1)).isNull();
        assertThat(known.key(2)).isEqualTo(ip);
        assertThat(known.eventTime()).isEqualTo(1);
        assertThat(known.eventIdHash()).isEqualTo(2);
        assertThat(known.fraud()).isTrue();
        assertThat(known.knownAt()).isEqualTo(3);
    }

    @Test
    void shouldLearnALabelThatComesBehindTheWatermark() throws Exception {
        EventInFlight event = TestingJob.inFlight(plan, TestingJob.event("e", 0).build());
        KeyHash[] keys = {event.key(CARD), event.key(MERCHANT)};
        try (var order = order(CARD)) {
            order.open();
            order.first(opening());
            order.takeOutput();
            order.watermark(event.time());
            order.first(StageRecord.of(event));
            order.first(
                    StageRecord.of(new LabelInFlight("northbank", 0, 1, true, event.time(), keys)));
            assertThat(order.takeOutput())
                    .extracting(StageRecord::kind)
                    .containsExactly(StageRecord.Kind.LABEL);
            assertThat(order.count(CardwatchMetrics.RECORDS_BEHIND_WATERMARK)).isEqualTo(2);
        }
    }

    @Test
    void shouldRefuseBytesOfAnotherForm() throws Exception {
        OrderedStageRecords records = records(plan.dimensions(), CARD);
        EventInFlight event = TestingJob.inFlight(plan, TestingJob.event("e", 0).build());
        byte[] bytes = records.encode(StageRecord.of(event));
        bytes[0] = OrderedStageRecords.FORM - 1;
        assertThatThrownBy(() -> records.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("form");
    }

    /** Where this fails, the form of what is stored has changed: it needs another number. */
    @Test
    void shouldGoUpWithTheFormOfWhatTravels() throws Exception {
        KeyHash[] keys = {new KeyHash(1, 2), null};
        EventInFlight event =
                new EventInFlight(
                        3, RandomEvents.complete(4), 5, 6, 7, keys, new double[] {8, Double.NaN});
        LabelInFlight label = new LabelInFlight("northbank", 1, 2, true, 3, keys);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes(StageRecord.of(event)));
        digest.update(bytes(StageRecord.of(label)));
        assertThat(OrderedStageRecords.FORM).isEqualTo(2);
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("a14a9e3c1a17f265310081eb9750d730cbb84ebb1ab6e484f4d73bf3941d5513");
    }

    private static byte[] bytes(StageRecord record) throws Exception {
        return TestingSerializers.write(StageRecordSerializer.INSTANCE, record);
    }

    private static OrderedStageRecords records(List<KeyDimension> dimensions, int dimension) {
        OrderedStageRecords records = new OrderedStageRecords(dimensions, dimension);
        records.waits(opening());
        return records;
    }

    private static StageRecord opening() {
        return TestingStage.opening(TestingJob.rules().file(RulesUpdate.FILE), TestingStage.BANK);
    }

    private KeyedHarness<StageRecord, Void, StageRecord> order(int dimension) throws Exception {
        return KeyedHarness.oneInput(
                SimpleOperatorFactory.of(
                        new KeyedProcessOperator<>(
                                PutInOrder.beforeStage(
                                        plan.dimensions(),
                                        dimension,
                                        TestingJob.SECRET,
                                        10,
                                        Duration.ofDays(1)))),
                record -> record.key(dimension),
                1,
                0);
    }
}
