package io.cardwatch.cli.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.cli.kafka.SinglePartition;
import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.delivery.ChannelControlJson;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The controls topic of a Kafka cluster. */
final class KafkaControlStore implements ControlStore {
    private final KafkaCalls calls;
    private final SinglePartition topic;

    private KafkaControlStore(KafkaCalls calls, SinglePartition topic) {
        this.calls = calls;
        this.topic = topic;
    }

    static ControlStore open(ControlTopicOptions options) throws CommandFailure {
        Properties properties = options.properties();
        KafkaCalls calls = new KafkaCalls(properties);
        SinglePartition topic = new SinglePartition(properties, options.topic());
        return calls.call(
                () -> {
                    topic.require("--topic", "of two words on a channel the later one counts");
                    return new KafkaControlStore(calls, topic);
                });
    }

    @Override
    public Controls read() throws CommandFailure {
        return calls.call(
                () -> {
                    Controls controls = new Controls();
                    KafkaConsumer<byte[], byte[]> reader = topic.reader();
                    try {
                        topic.readToEnd(reader, record -> add(record, controls));
                    } finally {
                        SinglePartition.close(reader);
                    }
                    return controls;
                });
    }

    /** As a delivery job reads it: what is no control changes nothing. */
    private static void add(ConsumerRecord<byte[], byte[]> record, Controls controls) {
        if (record.key() == null) {
            return;
        }
        String channel = new String(record.key(), UTF_8);
        if (record.value() == null) {
            controls.remove(channel);
            return;
        }
        ChannelControl control = ChannelControlJson.decode(record.value());
        if (control != null && control.channel().equals(channel)) {
            controls.add(control);
        }
    }

    @Override
    public void write(ChannelControl control) throws CommandFailure {
        long unused =
                calls.call(
                        () ->
                                topic.write(
                                        control.channel().getBytes(UTF_8),
                                        ChannelControlJson.encode(control)));
    }
}
