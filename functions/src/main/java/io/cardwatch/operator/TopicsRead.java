package io.cardwatch.operator;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a delivery's subtask has read every topic that it needs as far as it reached at this
 * start. Kept on the heap on purpose, like {@link Readiness}.
 */
final class TopicsRead {
    private static final Logger LOG = LoggerFactory.getLogger(TopicsRead.class);

    private final Map<DeliveryUpdate.Topic, Readiness> topics =
            new EnumMap<>(DeliveryUpdate.Topic.class);

    TopicsRead() {
        for (DeliveryUpdate.Topic topic : DeliveryUpdate.Topic.values()) {
            topics.put(topic, new Readiness());
        }
    }

    /** Notes that a partition was read; true where it was the last one missing of all. */
    boolean partitionRead(DeliveryUpdate.PartitionRead news) {
        Readiness topic = topics.get(news.topic());
        if (topic == null || !topic.partitionRead(news.partition(), news.partitions())) {
            return false;
        }
        LOG.info("{} are read: {} partitions", news.topic(), news.partitions());
        return all();
    }

    boolean all() {
        return topics.values().stream().allMatch(Readiness::armed);
    }
}
