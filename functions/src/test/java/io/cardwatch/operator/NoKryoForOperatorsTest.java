package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionReason;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators send each other needs no generic serializer. */
class NoKryoForOperatorsTest {
    private static final SerializerConfig NO_KRYO =
            new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

    private static final Erasure ERASURE =
            new Erasure(
                    "id",
                    TestingCardholder.SUBJECT.hex(),
                    List.of(TestingCardholder.CARD.hex()),
                    TestingJob.NOON);

    static Stream<Object> shouldGoThroughFlinksRecordSerializer() {
        AlertCandidate full = TestingCardholder.candidate("e", TestingJob.NOON.plusNanos(7));
        AlertCandidate bare =
                new AlertCandidate(
                        full.subject(),
                        full.card(),
                        full.alertId(),
                        full.bankId(),
                        full.subjectRef(),
                        full.cardRef(),
                        full.eventTime(),
                        full.time(),
                        full.ruleSetVersion(),
                        List.of(),
                        0,
                        Severity.LOW,
                        0,
                        0,
                        new AlertDetails(0, "EUR", null),
                        null);
        return Stream.of(
                full,
                bare,
                TestingCardholder.alert("e", 3, "sms", "push"),
                TestingCardholder.granted("sms", 3),
                TestingCardholder.withdrawn("sms", 3),
                TestingCardholder.allRead(),
                ConsentUpdate.of(
                        full.subject(),
                        new Snooze(full.card(), List.of("burst", "spree"), TestingJob.NOON)),
                new Label("b", "e", "c", "m", null, TestingJob.NOON, true, TestingJob.NOON),
                Label.of(
                        "b",
                        new LabelKeys("0123456789abcdef", full.card().hex(), null, null),
                        TestingJob.NOON,
                        true,
                        TestingJob.NOON),
                TestingAnswers.allRead(),
                TestingAnswers.reply(
                        TestingCardholder.alert("e", 3, "sms"), Answer.STOP, TestingJob.NOON),
                TestingAnswers.receipt(
                        TestingCardholder.alert("e", 3, "sms"),
                        SendOutcome.Kind.READ,
                        TestingJob.NOON),
                new Outcome(
                        full.alertId(),
                        full.bankId(),
                        full.subjectRef(),
                        full.cardRef(),
                        Outcome.Kind.NO_ANSWER,
                        null,
                        "7",
                        List.of("burst"),
                        TestingJob.NOON,
                        TestingJob.NOON,
                        null),
                ConsentUpdate.of(ERASURE),
                DeliveryUpdate.of(ERASURE),
                new ErasureStatus("id", ErasureStep.FEATURES, 0, 0, 1, 2, TestingJob.NOON, 9L),
                new ErasureStatus("id", ErasureStep.GATE, 0, 0, 1, 2, TestingJob.NOON, null),
                new JudgeLateness.PartitionClock("card-events.northbank-3", 1, 2, 3, 4),
                new RulesPush(3, "northbank", "rules.yaml", "ruleset: x", null),
                new RulesPush(3, null, "rules-0@3", null, "rules-0@3: no push"),
                new RulesUpdate("northbank", 3, "rules.yaml", "ruleset: x"),
                new RulesUpdate(null, -1, "rules.yaml", "ruleset: x".repeat(10_000)),
                new RulesStatus(
                        3,
                        "northbank",
                        "card-default",
                        "7",
                        RulesStatus.Kind.FLOOD_PAUSED,
                        "evaluate-rules",
                        1,
                        2,
                        "burst",
                        List.of("rules.yaml:1:2: wrong"),
                        Instant.EPOCH),
                new RulesStatus(
                        3,
                        null,
                        null,
                        null,
                        RulesStatus.Kind.REFUSED,
                        null,
                        0,
                        1,
                        null,
                        List.of(),
                        Instant.EPOCH),
                new Rejection(
                        "northbank",
                        RejectionReason.MALFORMED,
                        null,
                        new Coordinates("t", 1, 2),
                        Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource
    void shouldGoThroughFlinksRecordSerializer(Object value) throws Exception {
        @SuppressWarnings("unchecked")
        TypeInformation<Object> type = TypeInformation.of((Class<Object>) value.getClass());
        TypeSerializer<Object> serializer = type.createSerializer(NO_KRYO);
        assertThat(TestingSerializers.roundTrip(serializer, value)).isEqualTo(value);
        assertThat(serializer.copy(value)).isEqualTo(value);
    }

    @Test
    void shouldGiveOurOwnTypesOurOwnSerializers() {
        assertThat(KeyHashTypeInfo.INSTANCE.createSerializer(NO_KRYO))
                .isSameAs(KeyHashSerializer.INSTANCE);
        assertThat(StageRecordTypeInfo.INSTANCE.createSerializer(NO_KRYO))
                .isSameAs(StageRecordSerializer.INSTANCE);
        assertThat(IngestedTypeInfo.INSTANCE.createSerializer(NO_KRYO))
                .isSameAs(IngestedSerializer.INSTANCE);
        assertThat(KeyHashTypeInfo.INSTANCE.isKeyType()).isTrue();
        assertThat(KeyHashTypeInfo.INSTANCE.getTypeClass()).isEqualTo(KeyHash.class);
        assertThat(StageRecordTypeInfo.INSTANCE.getTypeClass()).isEqualTo(StageRecord.class);
        assertThat(KeyHashTypeInfo.INSTANCE).isNotEqualTo(StageRecordTypeInfo.INSTANCE);
    }

    @Test
    void shouldBeRefusedWhereATypeNeedsKryo() {
        assertThatThrownBy(() -> TypeInformation.of(UUID.class).createSerializer(NO_KRYO))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
