package io.cardwatch.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How a topic has to be set up.
 *
 * @param name the topic
 * @param partitions at least one
 * @param config topic settings by Kafka's names
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
    public TopicSpec {
        requireNonNull(name, "name");
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic has at least one partition: " + name);
        }
        config = Map.copyOf(config);
    }

    /** The request that creates this topic. */
    public NewTopic newTopic(short replicationFactor) {
        return new NewTopic(name, partitions, replicationFactor).configs(new TreeMap<>(config));
    }
}
