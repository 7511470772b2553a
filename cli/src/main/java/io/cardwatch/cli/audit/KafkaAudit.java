package io.cardwatch.cli.audit;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.cli.kafka.SinglePartition;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** The audit log on its topic. */
final class KafkaAudit implements AuditSource {
    private static final byte[] NOTHING = {};

    private final KafkaCalls calls;
    private final SinglePartition topic;

    KafkaAudit(Properties properties, String topic) {
        this.calls = new KafkaCalls(properties);
        this.topic = new SinglePartition(properties, topic);
    }

    @Override
    public String placeName() {
        return "offset";
    }

    @Override
    public void read(Taker taker) throws CommandFailure {
        require();
        long unused =
                calls.call(
                        () -> {
                            KafkaConsumer<byte[], byte[]> reader = topic.reader();
                            try {
                                topic.readToEnd(
                                        reader,
                                        record ->
                                                taker.take(
                                                        record.offset(),
                                                        orNothing(record.value())));
                            } finally {
                                SinglePartition.close(reader);
                            }
                            return 0L;
                        });
    }

    /** Refuses a topic that is not there or can be no audit log. */
    void require() throws CommandFailure {
        long unused =
                calls.call(
                        () -> {
                            topic.require("--topic", "its order is what is proven");
                            return 0L;
                        });
    }

    static byte[] orNothing(byte @Nullable [] value) {
        return value == null ? NOTHING : value;
    }
}
