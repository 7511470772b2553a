package io.cardwatch.jobs.kafka;

import org.jspecify.annotations.Nullable;

/**
 * One record of a topic with its place, which tells how far the topic has been read.
 *
 * @param partition the Kafka partition
 * @param offset the Kafka offset
 * @param update what it says, or null where the record is of no use
 */
public record TopicRecord<T>(int partition, long offset, @Nullable T update) {
    TopicRecord(org.apache.kafka.clients.consumer.ConsumerRecord<?, ?> record, @Nullable T update) {
        this(record.partition(), record.offset(), update);
    }
}
