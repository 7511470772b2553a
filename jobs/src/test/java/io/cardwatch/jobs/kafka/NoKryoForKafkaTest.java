package io.cardwatch.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.operator.ConsentUpdate;
import io.cardwatch.operator.DeliveryUpdate;
import java.time.Instant;
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
    private static final KeyHash SUBJECT = new KeyHash(1, 2);
    private static final Consent CONSENT =
            Consent.withdrawn(
                    new ConsentKey("northbank", "subject", Consent.FRAUD_ALERTS, "sms"), 2);

    static Stream<TopicRecord<ConsentUpdate>> shouldSendConsentsThroughFlinksRecordSerializer() {
        return Stream.of(
                new TopicRecord<>(1, 7, null, ConsentUpdate.of(SUBJECT, CONSENT)),
                new TopicRecord<>(1, 7, null, null));
    }

    @ParameterizedTest
    @MethodSource
    void shouldSendConsentsThroughFlinksRecordSerializer(TopicRecord<ConsentUpdate> record)
            throws Exception {
        assertThat(through(ConsentStream.RECORDS, record)).isEqualTo(record);
    }

    static Stream<DeliveryUpdate> shouldSendDeliveriesNewsThroughFlinksRecordSerializer() {
        return Stream.of(
                DeliveryUpdate.of(SUBJECT, CONSENT),
                DeliveryUpdate.of(SUBJECT, attempt(Attempt.Phase.INTENDED, null)),
                DeliveryUpdate.of(
                        SUBJECT, attempt(Attempt.Phase.ANSWERED, SendOutcome.Kind.UNDELIVERED)),
                DeliveryUpdate.of(
                        SUBJECT,
                        new Receipt(
                                "alert-1",
                                "sms",
                                SUBJECT.hex(),
                                Receipt.Reporter.PROVIDER,
                                2,
                                1,
                                SendOutcome.Kind.DELIVERED,
                                Instant.EPOCH,
                                "m1",
                                null)),
                DeliveryUpdate.of(
                        SUBJECT,
                        new ChannelControl(ChannelControl.ALL, true, Instant.EPOCH, "drill")),
                DeliveryUpdate.of(
                        SUBJECT,
                        new DeliveryUpdate.PartitionRead(DeliveryUpdate.Topic.ATTEMPTS, 3, 4)));
    }

    @ParameterizedTest
    @MethodSource
    void shouldSendDeliveriesNewsThroughFlinksRecordSerializer(DeliveryUpdate update)
            throws Exception {
        assertThat(through(TypeInformation.of(DeliveryUpdate.class), update)).isEqualTo(update);
        TopicRecord<DeliveryUpdate> record = new TopicRecord<>(1, 7, null, update);
        assertThat(through(DeliveryUpdates.RECORDS, record)).isEqualTo(record);
    }

    private static Attempt attempt(Attempt.Phase phase, SendOutcome.Kind outcome) {
        return new Attempt(
                "alert-1", "sms", SUBJECT.hex(), 1, phase, 2, Instant.EPOCH, outcome, null, null);
    }

    private static <T> T through(TypeInformation<T> type, T value) throws Exception {
        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        Configuration noKryo = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl(noKryo));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
