package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

/**
 * Where a record was read: the only thing about a bad record that Cardwatch repeats.
 *
 * @param topic the Kafka topic, or a file's name
 * @param partition the Kafka partition, 0 for a file
 * @param offset the Kafka offset, or the line of a file counted from 1
 */
public record Coordinates(String topic, int partition, long offset) {
    public Coordinates {
        requireNonNull(topic, "topic");
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
