package io.cardwatch.jobs.kafka;

import static java.util.Objects.requireNonNull;

import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.delivery.AttemptLog;
import io.cardwatch.jobs.config.CommonConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes attempts to their topic, each acknowledged by all replicas in sync. */
public final class KafkaAttemptLog implements AttemptLog {
    /** Names the run of the job that wrote the record. */
    static final String RUN_HEADER = "run";

    private final AcknowledgedWriter writer;
    private final String topic;
    private final List<Header> headers;

    private KafkaAttemptLog(AcknowledgedWriter writer, String topic, String run) {
        this.writer = writer;
        this.topic = topic;
        this.headers = List.of(new RecordHeader(RUN_HEADER, run.getBytes(StandardCharsets.UTF_8)));
    }

    /** What opens the log on the task manager. */
    public static AttemptLog.Factory factory(CommonConfig config, String topic) {
        return new Factory(config.kafka(), topic);
    }

    @Override
    public CompletionStage<Void> write(Attempt attempt) {
        return writer.write(topic, attempt.key(), AttemptJson.encode(attempt), headers);
    }

    @Override
    public void close() {
        writer.close();
    }

    private record Factory(Map<String, String> kafka, String topic) implements AttemptLog.Factory {
        Factory {
            kafka = Map.copyOf(kafka);
            requireNonNull(topic, "topic");
        }

        @Override
        public AttemptLog open(String run) {
            return new KafkaAttemptLog(AcknowledgedWriter.open(kafka, List.of(topic)), topic, run);
        }

        /** The clients' settings may hold a password. */
        @Override
        public String toString() {
            return "KafkaAttemptLog.Factory[" + topic + "]";
        }
    }
}
