package io.cardwatch.jobs.kafka;

import io.cardwatch.jobs.OperatorIds;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.operator.ConsentUpdate;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The consents as the alert job reads them: from their start, with the news of how far. */
public final class ConsentStream {
    static final TypeInformation<TopicRecord<ConsentUpdate>> RECORDS =
            TypeInformation.of(new TypeHint<>() {});

    /**
     * The header of a tombstone that an erasure wrote, its value the erasure's id. It stands in the
     * topic's own order, so that an opt-in that follows counts whatever the jobs read when.
     */
    public static final String ERASED_HEADER = "erasure";

    private ConsentStream() {}

    /** The consents and, behind them on the same way, the partitions that were read. */
    public static DataStream<ConsentUpdate> read(
            StreamExecutionEnvironment env, CommonConfig config, String job) {
        return env.fromSource(
                        Sources.fromEarliest(
                                config,
                                config.consentsTopic(),
                                job + "-consents",
                                new ConsentDeserializer<>(
                                        config.secret(), ConsentUpdate::of, RECORDS),
                                Duration.ZERO),
                        WatermarkStrategy.noWatermarks(),
                        OperatorIds.READ_CONSENTS)
                .uid(OperatorIds.READ_CONSENTS)
                .transform(
                        OperatorIds.ANNOUNCE_CONSENTS_READ,
                        TypeInformation.of(ConsentUpdate.class),
                        new AnnounceRead<>(
                                config.consentsTopic(),
                                config.kafkaProperties(),
                                ConsentUpdate::partitionRead))
                .uid(OperatorIds.ANNOUNCE_CONSENTS_READ);
    }
}
