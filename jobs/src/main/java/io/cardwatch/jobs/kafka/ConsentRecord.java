package io.cardwatch.jobs.kafka;

import io.cardwatch.operator.ConsentUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One record of the consents topic with its place, which tells how far the topic has been read.
 *
 * @param partition the Kafka partition
 * @param offset the Kafka offset
 * @param update what it says, or null where the record is not usable even as a withdrawal
 */
public record ConsentRecord(int partition, long offset, @Nullable ConsentUpdate update) {}
