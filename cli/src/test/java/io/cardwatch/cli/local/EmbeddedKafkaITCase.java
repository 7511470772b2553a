package io.cardwatch.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaITCase {
    @Test
    void shouldGiveBackWhatWasProducedWithTheBrokersAppendTime(@TempDir Path folder)
            throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            NewTopic topic = new NewTopic("things", 2, (short) 1);
            kafka.createTopics(
                    List.of(topic.configs(Map.of("message.timestamp.type", "LogAppendTime"))));

            RecordMetadata written;
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                written = producer.send(new ProducerRecord<>("things", 1, 5L, "k", "v")).get();
            }

            assertThat(written.timestamp()).isGreaterThan(5L);
            assertThat(readOne(kafka, new TopicPartition("things", 1)).value()).isEqualTo("v");
        }
    }

    @Test
    void shouldListenOnTheLoopbackAddressOnly(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            int port = Integer.parseInt(kafka.bootstrapServers().split(":", -1)[1]);

            assertThat(connects(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port))
                    .isTrue();
            for (InetAddress address : outsideAddresses()) {
                assertThat(connects(address, port)).isFalse();
            }
        }
    }

    @Test
    void shouldRefuseConnectionsOnceClosed(@TempDir Path folder) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        int port = Integer.parseInt(kafka.bootstrapServers().split(":", -1)[1]);

        kafka.close();

        assertThat(connects(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)).isFalse();
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    private static ConsumerRecord<String, String> readOne(
            EmbeddedKafka kafka, TopicPartition partition) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next();
        }
    }

    private static List<InetAddress> outsideAddresses() throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface network :
                NetworkInterface.networkInterfaces().filter(EmbeddedKafkaITCase::isUp).toList()) {
            network.inetAddresses()
                    .filter(address -> !address.isLoopbackAddress())
                    .forEach(addresses::add);
        }
        return addresses;
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
