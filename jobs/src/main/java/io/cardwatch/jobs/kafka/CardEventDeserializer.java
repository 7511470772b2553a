package io.cardwatch.jobs.kafka;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.CardEventJsonDecoder;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Decoded;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.Rejection;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.operator.Ingested;
import io.cardwatch.operator.IngestedTypeInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes each record of the feeds once, by the profile of the bank that its topic is bound to.
 *
 * <p>It never throws on a record: what cannot be taken in becomes a rejection. Nothing of a record
 * outlives the call but the event that is passed on.
 */
public final class CardEventDeserializer implements KafkaRecordDeserializationSchema<Ingested> {
    private final Map<String, FeedProfile> feeds;
    private final boolean clampFuture;
    private final @Nullable PartitionNames partitions;

    private transient Map<String, CardEventJsonDecoder> decoders;
    private transient CardwatchMetrics metrics;
    private transient Counter eventsIn;
    private transient Counter clamped;

    /**
     * A decoder of these feeds.
     *
     * @param feeds topic to profile
     * @param clampFuture whether times ahead of the machine's clock are set back; not in a replay
     * @param namesPartitions whether each event carries the partition that it was read from
     */
    public CardEventDeserializer(
            Map<String, FeedProfile> feeds, boolean clampFuture, boolean namesPartitions) {
        this.feeds = new HashMap<>(feeds);
        this.clampFuture = clampFuture;
        this.partitions = namesPartitions ? new PartitionNames() : null;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoders = new HashMap<>();
        feeds.forEach((topic, profile) -> decoders.put(topic, new CardEventJsonDecoder(profile)));
        metrics = new CardwatchMetrics(context.getMetricGroup());
        eventsIn = metrics.counter(CardwatchMetrics.EVENTS_IN);
        clamped = metrics.counter(CardwatchMetrics.EVENTS_CLAMPED);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out) {
        eventsIn.inc();
        Coordinates coordinates =
                new Coordinates(record.topic(), record.partition(), record.offset());
        Decoded decoded =
                requireNonNull(decoders.get(record.topic())).decode(record.value(), coordinates);
        CardEvent event = decoded.event();
        if (event == null) {
            out.collect(Ingested.of(rejected(record.topic(), decoded)));
            return;
        }
        Ingested taken = Ingested.of(event, time(event));
        out.collect(partitions == null ? taken : taken.from(partitions.of(record)));
    }

    private Rejection rejected(String topic, Decoded decoded) {
        String bankId = requireNonNull(feeds.get(topic)).bankId();
        Rejection rejection = decoded.rejection(bankId, Instant.now());
        metrics.counter(
                        CardwatchMetrics.EVENTS_REJECTED,
                        "bank",
                        bankId,
                        "reason",
                        rejection.reason().wireName())
                .inc();
        return rejection;
    }

    private long time(CardEvent event) {
        long time = event.eventTime().toEpochMilli();
        if (!clampFuture) {
            return time;
        }
        long now = System.currentTimeMillis();
        if (time <= now) {
            return time;
        }
        // Not a moment ahead: a card whose newest event lies in the future would count as late for
        // as long.
        clamped.inc();
        return now;
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
        return IngestedTypeInfo.INSTANCE;
    }
}
