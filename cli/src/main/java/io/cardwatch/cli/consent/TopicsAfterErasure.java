package io.cardwatch.cli.consent;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.jobs.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * What topics still hold of an erased cardholder, and by when they lose it: as the brokers say that
 * they keep it. A record goes with its segment, so a segment's own time comes on top.
 */
final class TopicsAfterErasure {
    private final Properties properties;
    private final Instant now;
    private final List<Remains> remains = new ArrayList<>();

    private TopicsAfterErasure(Properties properties, Instant now) {
        this.properties = properties;
        this.now = now;
    }

    static List<Remains> of(Properties properties, String consents, String bank, Instant now)
            throws CommandFailure {
        return new KafkaCalls(properties)
                .call(() -> new TopicsAfterErasure(properties, now).read(consents, bank));
    }

    private List<Remains> read(String consents, String bank)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(properties)) {
            compacted(admin, consents, "records of the opt-ins, then keys alone, until compacted");
            compacted(admin, Topics.ATTEMPTS, "attempts under a keyed hash, until compacted");
            kept(admin, Topics.cardEvents(bank), "card events");
            kept(admin, Topics.ALERTS, "alerts");
            kept(admin, Topics.RECEIPTS, "receipts under a keyed hash");
            kept(admin, Topics.REPLIES, "answers under a keyed hash");
            kept(admin, Topics.outcomes(bank), "outcomes");
            kept(admin, Topics.LABELS, "labels of the cards' events");
            kept(admin, "decisions", "ids of alerts");
            kept(admin, Topics.ERASURES, "this erasure, with keyed hashes alone");
        }
        return List.copyOf(remains);
    }

    /** Old values go when the topic is compacted, and the tombstones some time after. */
    private void compacted(Admin admin, String topic, String what)
            throws InterruptedException, ExecutionException {
        Config config = config(admin, topic);
        if (config == null) {
            return;
        }
        long lag = number(config, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
        long tombstones = number(config, TopicConfig.DELETE_RETENTION_MS_CONFIG);
        boolean deletes =
                requireNonNull(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                        .contains(TopicConfig.CLEANUP_POLICY_DELETE);
        if (deletes) {
            kept(admin, topic, what);
        } else if (lag == Long.MAX_VALUE) {
            remains.add(
                    new Remains(
                            topic,
                            what + "; set its max.compaction.lag.ms, without it nobody knows when",
                            null));
        } else {
            // The tombstone itself may wait for two rounds of compaction.
            remains.add(new Remains(topic, what, now.plusMillis(2 * lag + tombstones)));
        }
    }

    private void kept(Admin admin, String topic, String what)
            throws InterruptedException, ExecutionException {
        Config config = config(admin, topic);
        if (config == null) {
            return;
        }
        long retention = number(config, TopicConfig.RETENTION_MS_CONFIG);
        long segment = number(config, TopicConfig.SEGMENT_MS_CONFIG);
        remains.add(
                retention < 0
                        ? new Remains(topic, what + "; its retention.ms keeps them for ever", null)
                        : new Remains(topic, what, now.plusMillis(retention + segment)));
    }

    private static long number(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? -1 : Long.parseLong(entry.value());
    }

    private static @Nullable Config config(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return KafkaCalls.orNullWhereAbsent(
                requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource)));
    }
}
