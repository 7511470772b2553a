package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionReason;
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
                        full.ruleSetVersion(),
                        List.of(),
                        0,
                        new AlertDetails(0, "EUR", null));
        return Stream.of(
                full,
                bare,
                TestingCardholder.alert("e", 3, "sms", "push"),
                TestingCardholder.granted("sms", 3),
                TestingCardholder.withdrawn("sms", 3),
                TestingCardholder.allRead(),
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
        assertThat(EventInFlightTypeInfo.INSTANCE.createSerializer(NO_KRYO))
                .isSameAs(EventInFlightSerializer.INSTANCE);
        assertThat(IngestedTypeInfo.INSTANCE.createSerializer(NO_KRYO))
                .isSameAs(IngestedSerializer.INSTANCE);
        assertThat(KeyHashTypeInfo.INSTANCE.isKeyType()).isTrue();
        assertThat(KeyHashTypeInfo.INSTANCE.getTypeClass()).isEqualTo(KeyHash.class);
        assertThat(EventInFlightTypeInfo.INSTANCE.getTypeClass()).isEqualTo(EventInFlight.class);
        assertThat(KeyHashTypeInfo.INSTANCE).isNotEqualTo(EventInFlightTypeInfo.INSTANCE);
    }

    @Test
    void shouldBeRefusedWhereATypeNeedsKryo() {
        assertThatThrownBy(() -> TypeInformation.of(UUID.class).createSerializer(NO_KRYO))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
