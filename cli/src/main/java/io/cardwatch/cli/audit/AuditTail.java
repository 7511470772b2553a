package io.cardwatch.cli.audit;

import io.cardwatch.audit.AuditRecord;
import io.cardwatch.audit.ChainBreak;
import io.cardwatch.audit.ChainHead;
import io.cardwatch.audit.ChainReport;
import io.cardwatch.audit.ChainVerifier;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.SinglePartition;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.jobs.kafka.LastRecords;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The last part of the audit log, read at the appender's start: where to go on, and which decisions
 * are in it already.
 */
final class AuditTail {
    private static final Set<ChainBreak.Kind> NOT_OUR_CHAIN =
            EnumSet.of(ChainBreak.Kind.CUT_OFF, ChainBreak.Kind.REWRITTEN);

    private final Collection<ChainHead> anchors;
    private final RecentDecisions recent;
    private @Nullable ChainVerifier verifier;
    private ChainHead last = ChainHead.START;
    private boolean readable = true;

    private AuditTail(Collection<ChainHead> anchors, RecentDecisions recent) {
        this.anchors = anchors;
        this.recent = recent;
    }

    /**
     * Reads it.
     *
     * @param since how far back, unless the last record is older
     * @param anchors heads that this log had before
     * @param recent takes the decisions
     * @return the head, and what does not hold before it
     * @throws CommandFailure where nothing may be appended to this log
     */
    static ChainReport read(
            Properties properties,
            String topic,
            Instant since,
            Collection<ChainHead> anchors,
            RecentDecisions recent)
            throws CommandFailure, InterruptedException, ExecutionException {
        SinglePartition log = new SinglePartition(properties, topic);
        log.require("--topic", "its order is what is proven");
        AuditTail tail = new AuditTail(anchors, recent);
        KafkaConsumer<byte[], byte[]> reader = log.reader();
        try {
            reader.seek(new TopicPartition(topic, 0), from(reader, properties, topic, since));
            log.readToEnd(reader, tail::take);
        } finally {
            SinglePartition.close(reader);
        }
        return tail.report();
    }

    private static long from(
            KafkaConsumer<byte[], byte[]> reader,
            Properties properties,
            String topic,
            Instant since) {
        TopicPartition partition = new TopicPartition(topic, 0);
        LastRecords.Reach reach = LastRecords.of(topic, properties).get(0);
        if (reach == null || reach.last() == LastRecords.NONE) {
            return 0;
        }
        OffsetAndTimestamp first =
                reader.offsetsForTimes(Map.of(partition, since.toEpochMilli())).get(partition);
        return first == null ? reach.last() : Math.min(first.offset(), reach.last());
    }

    private void take(ConsumerRecord<byte[], byte[]> stored) {
        byte[] json = KafkaAudit.orNothing(stored.value());
        AuditRecord record = AuditRecord.decode(json);
        readable = record != null;
        if (record != null) {
            last = record.head();
            if (verifier == null) {
                ChainHead start = new ChainHead(record.seq() - 1, record.previous());
                verifier = new ChainVerifier(start, anchors);
            }
            KeyHash id = KeyHash.parse(record.decision().id());
            if (id != null) {
                boolean unused = recent.add(id);
            }
        }
        if (verifier != null) {
            verifier.take(stored.offset(), json);
        }
    }

    private ChainReport report() throws CommandFailure {
        ChainVerifier read = verifier == null ? new ChainVerifier(anchors) : verifier;
        ChainReport report = read.report();
        List<ChainBreak> breaks = report.breaks();
        for (ChainBreak found : breaks) {
            if (NOT_OUR_CHAIN.contains(found.kind())) {
                throw refused(found.words());
            }
        }
        if (!readable || !report.head().equals(last)) {
            throw refused(
                    breaks.isEmpty()
                            ? "its last record is none"
                            : breaks.get(breaks.size() - 1).words());
        }
        return report;
    }

    private static CommandFailure refused(String words) {
        return CommandFailure.doesNotHold(
                "the audit log does not hold at its end, and nothing was appended: "
                        + words
                        + "; look at it with audit verify, keep it, and go on in another topic"
                        + " (--topic)");
    }
}
