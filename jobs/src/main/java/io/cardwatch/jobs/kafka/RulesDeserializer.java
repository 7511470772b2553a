package io.cardwatch.jobs.kafka;

import io.cardwatch.operator.RulesPush;
import io.cardwatch.rollout.RulesRecord;
import io.cardwatch.rollout.RulesRecordFormatException;
import io.cardwatch.rollout.RulesRecordJson;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the rules topic. What is no push goes on as one that has to be refused. */
public final class RulesDeserializer implements KafkaRecordDeserializationSchema<RulesPush> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RulesPush> out) {
        out.collect(push(record));
    }

    static RulesPush push(ConsumerRecord<byte[], byte[]> record) {
        try {
            RulesRecord read = RulesRecordJson.decode(record.key(), record.value());
            return new RulesPush(
                    record.offset(), read.bankId(), read.fileName(), read.source(), null);
        } catch (RulesRecordFormatException e) {
            String place = record.topic() + "-" + record.partition() + "@" + record.offset();
            return new RulesPush(
                    record.offset(),
                    bankOf(record.key()),
                    place,
                    null,
                    place + ": " + e.getMessage());
        }
    }

    /** For whom a record was meant that cannot be read. */
    private static @Nullable String bankOf(byte @Nullable [] key) {
        String bankId = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return RulesRecord.isBankId(bankId) ? bankId : null;
    }

    @Override
    public TypeInformation<RulesPush> getProducedType() {
        return TypeInformation.of(RulesPush.class);
    }
}
