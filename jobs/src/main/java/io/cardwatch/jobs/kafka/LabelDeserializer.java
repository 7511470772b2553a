package io.cardwatch.jobs.kafka;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.Coordinates;
import io.cardwatch.event.DecodedLabel;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelJsonDecoder;
import io.cardwatch.event.Rejection;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.operator.Ingested;
import io.cardwatch.operator.IngestedTypeInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the labels topic, which all banks share. It never throws on a record: what cannot be taken
 * in becomes a rejection, as with events.
 */
public final class LabelDeserializer implements KafkaRecordDeserializationSchema<Ingested> {
    private final HashSet<String> banks;
    private final boolean clampFuture;
    private final @Nullable PartitionNames partitions;

    private transient LabelJsonDecoder decoder;
    private transient CardwatchMetrics metrics;
    private transient Counter clamped;

    /**
     * @param banks the banks that the job reads events of
     * @param clampFuture whether times ahead of the machine's clock are set back; not in a replay
     * @param namesPartitions whether each label carries the partition that it was read from
     */
    public LabelDeserializer(Set<String> banks, boolean clampFuture, boolean namesPartitions) {
        this.banks = new HashSet<>(banks);
        this.clampFuture = clampFuture;
        this.partitions = namesPartitions ? new PartitionNames() : null;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new LabelJsonDecoder(banks);
        metrics = new CardwatchMetrics(context.getMetricGroup());
        clamped = metrics.counter(CardwatchMetrics.LABELS_CLAMPED);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out) {
        Coordinates coordinates =
                new Coordinates(record.topic(), record.partition(), record.offset());
        Instant now = Instant.now();
        DecodedLabel decoded = decoder.decode(record.value(), coordinates, now);
        Label label = decoded.label();
        if (label != null) {
            Ingested taken = Ingested.of(clamp(label, now));
            out.collect(partitions == null ? taken : taken.from(partitions.of(record)));
            return;
        }
        Rejection rejection = requireNonNull(decoded.rejection());
        metrics.counter(CardwatchMetrics.LABELS_REJECTED, "reason", rejection.reason().wireName())
                .inc();
        out.collect(Ingested.of(rejection));
    }

    /** A label cannot have become known after it was read: its bank's clock is ahead. */
    private Label clamp(Label label, Instant now) {
        if (!clampFuture || !label.knownAt().isAfter(now)) {
            return label;
        }
        clamped.inc();
        return label.knownAt(now);
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
        return IngestedTypeInfo.INSTANCE;
    }
}
