package io.cardwatch.jobs.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic with its place, which tells how far the topic has been read.
 *
 * @param partition the Kafka partition
 * @param offset the Kafka offset
 * @param run the run of a job that wrote it, or null where it does not say
 * @param update what it says, or null where the record is of no use
 */
public record TopicRecord<T>(int partition, long offset, @Nullable String run, @Nullable T update) {
    TopicRecord(ConsumerRecord<?, ?> record, @Nullable T update) {
        this(record.partition(), record.offset(), run(record), update);
    }

    private static @Nullable String run(ConsumerRecord<?, ?> record) {
        Header run = record.headers().lastHeader(KafkaAttemptLog.RUN_HEADER);
        return run == null ? null : new String(run.value(), StandardCharsets.UTF_8);
    }
}
