package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.jobs.kafka.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opt-ins on a real broker without a job. */
final class ConsentCommandITCase {
    @TempDir private Path folder;

    @Test
    void shouldGrantShowProveAndWithdraw() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            TestingCommand command = new TestingCommand("+15555550101\n");
            String servers = kafka.bootstrapServers();
            assertThat(
                            command.run(
                                    "show",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "s",
                                    "--bootstrap-servers",
                                    servers))
                    .isEqualTo(2);
            assertThat(command.errors()).contains("there is no topic 'consents' at " + servers);

            kafka.createTopics(
                    Topics.all(List.of(), 3).stream()
                            .filter(topic -> topic.name().equals(Topics.CONSENTS))
                            .map(topic -> topic.newTopic((short) 1))
                            .toList());
            String[] grant = {
                "grant",
                "--bank",
                "b",
                "--subject",
                "s",
                "--channel",
                "sms",
                "--address-file",
                "-",
                "--locale",
                "de-AT",
                "--time-zone",
                "Europe/Vienna",
                "--source",
                "branch",
                "--text-version",
                "2026-02",
                "--bootstrap-servers",
                servers
            };
            assertThat(command.run(grant)).isZero();
            assertThat(command.output()).contains("version 1").contains("Receipt: receipt-1");
            // Another subject of the same topic, in a partition that our producer would not choose.
            write(servers, 2, "b|other|fraud-alerts|sms");
            assertThat(
                            command.run(
                                    "show",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "other",
                                    "--bootstrap-servers",
                                    servers))
                    .isZero();
            assertThat(command.output()).contains("There is no consent");

            assertThat(
                            command.run(
                                    "show",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "s",
                                    "--bootstrap-servers",
                                    servers))
                    .isZero();
            assertThat(command.output())
                    .contains("sms")
                    .contains("granted")
                    .contains("***01")
                    .doesNotContain("+15555550101");

            assertThat(
                            command.run(
                                    "receipt",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "s",
                                    "--channel",
                                    "sms",
                                    "--controller",
                                    "Sample Bank AG",
                                    "--contact",
                                    "privacy@bank.example",
                                    "--recipient",
                                    "Text Provider Ltd",
                                    "--jurisdiction",
                                    "AT",
                                    "--json",
                                    "--bootstrap-servers",
                                    servers))
                    .isZero();
            JsonNode receipt = new ObjectMapper().readTree(command.output());
            assertThat(receipt.path("header").path("receiptId").asText()).isEqualTo("receipt-1");
            assertThat(receipt.path("processing").path("recipients").get(0).asText())
                    .isEqualTo("Text Provider Ltd");

            assertThat(
                            command.run(
                                    "withdraw",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "s",
                                    "--bootstrap-servers",
                                    servers))
                    .isZero();
            assertThat(command.output()).contains("Withdrawn on sms, version 1.");
            assertThat(
                            command.run(
                                    "withdraw",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "s",
                                    "--bootstrap-servers",
                                    servers))
                    .isZero();
            assertThat(command.output()).contains("Was withdrawn before on sms, version 1.");

            assertThat(new TestingCommand("+15555550102").run(grant)).isZero();
            assertThat(
                            command.run(
                                    "show",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "s",
                                    "--addresses",
                                    "--json",
                                    "--bootstrap-servers",
                                    servers))
                    .isZero();
            JsonNode shown = new ObjectMapper().readTree(command.output()).path("consents").get(0);
            assertThat(shown.path("version").asLong()).isEqualTo(2);
            assertThat(shown.path("address").asText()).isEqualTo("+15555550102");
        }
    }

    private static void write(String servers, int partition, String key) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.CONSENTS, partition, key.getBytes(UTF_8), null))
                    .get();
        }
    }
}
