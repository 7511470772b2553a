package io.cardwatch.jobs.kafka;

import java.io.Serializable;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The names of the Kafka partitions that a reader meets, each made once. */
final class PartitionNames implements Serializable {
    private final HashMap<String, HashMap<Integer, String>> names = new HashMap<>();

    String of(ConsumerRecord<?, ?> record) {
        return names.computeIfAbsent(record.topic(), topic -> new HashMap<>())
                .computeIfAbsent(record.partition(), number -> record.topic() + "-" + number);
    }
}
