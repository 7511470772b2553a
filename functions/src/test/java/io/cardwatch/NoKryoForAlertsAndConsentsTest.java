package io.cardwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.alert.ThrottleState;
import io.cardwatch.audit.Decision;
import io.cardwatch.audit.TestingDecisions;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.DeliveryConsent;
import io.cardwatch.consent.GateConsent;
import io.cardwatch.consent.TestingConsents;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the jobs hold in state or send between operators needs no generic serializer. */
class NoKryoForAlertsAndConsentsTest {
    static Stream<Object> shouldGoThroughFlinksRecordSerializer() {
        ConsentKey key = new ConsentKey("northbank", "subject-1", "fraud-alerts", "sms");
        Consent grant = TestingConsents.granted();
        Consent withdrawn = Consent.withdrawn(key, 4);
        return Stream.of(
                grant,
                withdrawn,
                ConsentPolicy.merge((GateConsent) null, grant),
                ConsentPolicy.merge((GateConsent) null, withdrawn),
                ConsentPolicy.merge((DeliveryConsent) null, grant),
                ConsentPolicy.merge((DeliveryConsent) null, withdrawn),
                TestingAlerts.alert(TestingAlerts.detailed("sms")),
                TestingAlerts.alert(TestingAlerts.minimal("sms")),
                TestingDecisions.accepted(1),
                TestingDecisions.decision(
                        1, Decision.What.DROPPED, Decision.NOT_SENT, null, null, null, null),
                new ThrottleState(Map.of("card/rule", 7L), 8, 1),
                new Receipt(
                        "a",
                        "sms",
                        "s",
                        Receipt.Reporter.ATTEMPT,
                        1,
                        1,
                        SendOutcome.Kind.ACCEPTED,
                        Instant.EPOCH,
                        null,
                        null));
    }

    @ParameterizedTest
    @MethodSource
    void shouldGoThroughFlinksRecordSerializer(Object value) throws Exception {
        @SuppressWarnings("unchecked")
        TypeInformation<Object> type = TypeInformation.of((Class<Object>) value.getClass());
        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        Configuration noKryo = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        TypeSerializer<Object> serializer = type.createSerializer(new SerializerConfigImpl(noKryo));
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(value, out);

        Object read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(read).isEqualTo(value);
    }
}
