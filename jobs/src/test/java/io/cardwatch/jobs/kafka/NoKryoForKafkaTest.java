package io.cardwatch.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.operator.ConsentUpdate;
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

/** What the readers of topics send on needs no generic serializer. */
class NoKryoForKafkaTest {
    static Stream<ConsentRecord> shouldGoThroughFlinksRecordSerializer() {
        KeyHash subject = new KeyHash(1, 2);
        ConsentKey key = new ConsentKey("northbank", "subject", Consent.FRAUD_ALERTS, "sms");
        return Stream.of(
                new ConsentRecord(1, 7, ConsentUpdate.of(subject, Consent.withdrawn(key, 2))),
                new ConsentRecord(1, 7, null));
    }

    @ParameterizedTest
    @MethodSource
    void shouldGoThroughFlinksRecordSerializer(ConsentRecord record) throws Exception {
        TypeInformation<ConsentRecord> type = TypeInformation.of(ConsentRecord.class);
        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        Configuration noKryo = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        TypeSerializer<ConsentRecord> serializer =
                type.createSerializer(new SerializerConfigImpl(noKryo));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(record, out);
        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(record);
    }
}
