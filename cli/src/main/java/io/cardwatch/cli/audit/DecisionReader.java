package io.cardwatch.cli.audit;

import io.cardwatch.audit.ChainHead;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.cli.kafka.SinglePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of the decisions topic, from where the last appender committed. The group
 * has no members: who may read is decided by who may write.
 *
 * <p>With each committed offset goes the chain's head at that moment, so that an audit log whose
 * end is missing is known at the next start.
 */
final class DecisionReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);
    private static final String AT_ONCE = "1000";

    private final String servers;
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final List<ChainHead> anchors = new ArrayList<>();
    private long lookedAt;

    DecisionReader(Properties properties, String topic, String group) {
        this.servers = KafkaCalls.servers(properties);
        this.topic = topic;
        Properties settings = new Properties();
        settings.putAll(properties);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Refuses a topic that is not there. */
    void require() throws CommandFailure {
        if (partitions().isEmpty()) {
            throw CommandFailure.usage(
                    "there is no topic '"
                            + topic
                            + "' at "
                            + servers
                            + "; create it, or name another with --decisions");
        }
    }

    /**
     * Stands where the last appender committed; the heads that it had then.
     *
     * @param warnings takes what somebody should look at
     */
    List<ChainHead> seekToCommitted(Consumer<String> warnings) {
        assign(warnings);
        return List.copyOf(anchors);
    }

    private void assign(Consumer<String> warnings) {
        lookedAt = System.nanoTime();
        Set<TopicPartition> added = partitions();
        added.removeAll(assigned);
        if (added.isEmpty()) {
            return;
        }
        assigned.addAll(added);
        consumer.assign(assigned);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added);
        Map<TopicPartition, Long> ends = consumer.endOffsets(added);
        consumer.committed(added)
                .forEach(
                        (partition, committed) ->
                                seek(
                                        partition,
                                        committed,
                                        beginnings.getOrDefault(partition, 0L),
                                        ends.getOrDefault(partition, 0L),
                                        warnings));
    }

    private void seek(
            TopicPartition partition,
            @Nullable OffsetAndMetadata committed,
            long beginning,
            long end,
            Consumer<String> warnings) {
        if (committed == null) {
            consumer.seek(partition, beginning);
            return;
        }
        ChainHead anchor = ChainHead.parse(committed.metadata());
        if (anchor != null) {
            anchors.add(anchor);
        }
        long next = committed.offset();
        if (next < beginning) {
            warnings.accept(
                    "%d decisions of %s were deleted before they were appended."
                            .formatted(beginning - next, partition));
        } else if (next > end) {
            warnings.accept(
                    "%s ends before the decision that was read last; it is read anew."
                            .formatted(partition));
        }
        consumer.seek(partition, next < beginning || next > end ? beginning : next);
    }

    /** What has come, after a moment's wait. */
    ConsumerRecords<byte[], byte[]> poll() {
        if (System.nanoTime() - lookedAt > LOOK_FOR_PARTITIONS.toNanos()) {
            assign(warning -> {});
        }
        return consumer.poll(POLL);
    }

    /** Where to go on behind these records, with the head that goes with it. */
    Map<TopicPartition, OffsetAndMetadata> behind(
            ConsumerRecords<byte[], byte[]> records, ChainHead head) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        records.nextOffsets()
                .forEach(
                        (partition, next) ->
                                offsets.put(
                                        partition,
                                        new OffsetAndMetadata(
                                                next.offset(), next.leaderEpoch(), head.format())));
        return offsets;
    }

    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    private Set<TopicPartition> partitions() {
        Set<TopicPartition> partitions = new HashSet<>();
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found != null) {
            found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }

    @Override
    public void close() {
        SinglePartition.close(consumer);
    }
}
