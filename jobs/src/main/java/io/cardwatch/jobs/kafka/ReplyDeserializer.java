package io.cardwatch.jobs.kafka;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.operator.AnswerUpdate;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.reply.Reply;
import io.cardwatch.reply.ReplyJson;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the replies topic; a record that is no reply is counted, reported by its place and dropped.
 */
final class ReplyDeserializer
        implements KafkaRecordDeserializationSchema<TopicRecord<AnswerUpdate>> {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyDeserializer.class);

    private transient CardwatchMetrics metrics;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        metrics = new CardwatchMetrics(context.getMetricGroup());
    }

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> record, Collector<TopicRecord<AnswerUpdate>> out) {
        AnswerUpdate update = update(record.value());
        if (update == null) {
            metrics.counter(CardwatchMetrics.REPLIES_REJECTED).inc();
            LOG.warn("no reply at {}-{}@{}", record.topic(), record.partition(), record.offset());
        }
        out.collect(new TopicRecord<>(record, update));
    }

    private static @Nullable AnswerUpdate update(byte @Nullable [] value) {
        Reply reply = value == null ? null : ReplyJson.decode(value);
        KeyHash subject = reply == null ? null : KeyHash.parse(reply.subject());
        return reply == null || subject == null ? null : AnswerUpdate.of(subject, reply);
    }

    @Override
    public TypeInformation<TopicRecord<AnswerUpdate>> getProducedType() {
        return AnswerUpdates.RECORDS;
    }
}
