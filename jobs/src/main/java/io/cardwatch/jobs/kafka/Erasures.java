package io.cardwatch.jobs.kafka;

import io.cardwatch.erasure.Erasure;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.operator.CardwatchMetrics;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The erasures as each job reads them: from where it left off, in the form it needs. */
public final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private Erasures() {}

    /** How an erasure travels to the states that forget. */
    public interface Form<T> extends Serializable {
        void of(Erasure erasure, Collector<T> out);
    }

    /**
     * Reads them. They tell nothing of the events' time.
     *
     * @param reader whose place in the topic this is
     * @param id uid and name of the source
     */
    public static <T> DataStream<T> read(
            StreamExecutionEnvironment env,
            CommonConfig config,
            String reader,
            String id,
            Form<T> form,
            TypeInformation<T> type) {
        return read(env, config, reader, id, form, type, WatermarkStrategy.noWatermarks());
    }

    /** The same where events in order stand beside it. */
    public static <T> DataStream<T> read(
            StreamExecutionEnvironment env,
            CommonConfig config,
            String reader,
            String id,
            Form<T> form,
            TypeInformation<T> type,
            WatermarkStrategy<T> watermarks) {
        return env.fromSource(
                        Sources.continuing(
                                config,
                                List.of(Topics.ERASURES),
                                reader + "-erasures",
                                new Deserializer<>(form, type)),
                        watermarks,
                        id)
                .uid(id);
    }

    /** A record that is none is counted, reported by its place and dropped. */
    private static final class Deserializer<T> implements KafkaRecordDeserializationSchema<T> {
        private final Form<T> form;
        private final TypeInformation<T> type;
        private transient CardwatchMetrics metrics;

        Deserializer(Form<T> form, TypeInformation<T> type) {
            this.form = form;
            this.type = type;
        }

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            metrics = new CardwatchMetrics(context.getMetricGroup());
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
            Erasure erasure = record.value() == null ? null : Erasure.decode(record.value());
            if (erasure == null) {
                metrics.counter(CardwatchMetrics.ERASURES_REJECTED).inc();
                LOG.warn(
                        "no erasure at {}-{}@{}",
                        record.topic(),
                        record.partition(),
                        record.offset());
                return;
            }
            form.of(erasure, out);
        }

        @Override
        public TypeInformation<T> getProducedType() {
            return type;
        }
    }
}
