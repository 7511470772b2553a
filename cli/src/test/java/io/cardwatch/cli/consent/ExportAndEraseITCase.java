package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.jobs.kafka.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What topics hold of one person, without a job. */
final class ExportAndEraseITCase {
    private static final String SECRET = "a secret of the tests, long enough";

    @TempDir private Path folder;

    @Test
    void shouldWriteWhatIsOfThePersonByReferenceOrByHashAndNothingElse() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        KeyHasher hasher = new KeyHasher(SECRET.getBytes(UTF_8));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            String servers = kafka.bootstrapServers();
            kafka.createTopics(
                    Topics.all(List.of(), 2).stream()
                            .map(topic -> topic.newTopic((short) 1))
                            .toList());
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", servers),
                            new StringSerializer(),
                            new StringSerializer())) {
                for (String subject : List.of("s", "other")) {
                    String hash = hasher.subject("b", subject).hex();
                    send(
                            producer,
                            Topics.ALERTS,
                            "{\"alertId\":\"of-"
                                    + subject
                                    + "\",\"bankId\":\"b\",\"subjectRef\":\""
                                    + subject
                                    + "\"}");
                    send(producer, Topics.RECEIPTS, "{\"subject\":\"" + hash + "\"}");
                    send(producer, Topics.ATTEMPTS, "{\"subject\":\"" + hash + "\"}");
                }
                send(
                        producer,
                        Topics.ALERTS,
                        "{\"alertId\":\"elsewhere\",\"bankId\":\"c\",\"subjectRef\":\"s\"}");
                send(producer, Topics.ALERTS, "no json");
            }
            TestingCommand command = new TestingCommand("");

            assertThat(
                            command.run(
                                    "export",
                                    "--bank",
                                    "b",
                                    "--subject",
                                    "s",
                                    "--hashing-secret-file",
                                    secret.toString(),
                                    "--bootstrap-servers",
                                    servers))
                    .isZero();

            JsonNode document = new ObjectMapper().readTree(command.output());
            assertThat(document.path("subjectRef").asText()).isEqualTo("s");
            JsonNode topics = document.path("topics");
            assertThat(topics.path(Topics.ALERTS).findValuesAsText("alertId"))
                    .containsExactly("of-s");
            assertThat(topics.path(Topics.RECEIPTS)).hasSize(1);
            assertThat(topics.path(Topics.ATTEMPTS)).hasSize(1);
            assertThat(topics.path(Topics.CONSENTS)).isEmpty();
            assertThat(topics.path(Topics.outcomes("b")).isArray()).isTrue();
            assertThat(command.output()).doesNotContain(SECRET);
        }
    }

    @Test
    void shouldNeedTheSecretByReference() {
        TestingCommand command = new TestingCommand("");
        assertThat(command.run("export", "--bank", "b", "--subject", "s")).isEqualTo(2);
        assertThat(command.errors()).contains("--hashing-secret-env");
        assertThat(
                        command.run(
                                "export",
                                "--bank",
                                "b",
                                "--subject",
                                "s",
                                "--hashing-secret-file",
                                folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(command.errors()).contains("cannot read the secret in file");
    }

    /** Nobody is told that all is forgotten where no job has said so. */
    @Test
    void shouldSayThatNoJobReportsAndLetTheOrderWait() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            TestingCommand command = new TestingCommand("");
            String[] erase = {
                "erase",
                "--bank",
                "b",
                "--subject",
                "s",
                "--card",
                "tok-1",
                "--hashing-secret-file",
                secret.toString(),
                "--wait",
                "0s",
                "--bootstrap-servers",
                kafka.bootstrapServers()
            };
            kafka.createTopics(
                    Topics.all(List.of(Topics.cardEvents("b")), 2).stream()
                            .filter(topic -> !topic.name().equals(Topics.ERASURES))
                            .map(topic -> topic.newTopic((short) 1))
                            .toList());
            assertThat(command.run(erase)).isEqualTo(2);
            assertThat(command.errors()).contains("there is no topic 'erasures'");

            kafka.createTopics(
                    Topics.all(List.of(), 1).stream()
                            .filter(topic -> topic.name().equals(Topics.ERASURES))
                            .map(topic -> topic.newTopic((short) 1))
                            .toList());
            assertThat(command.run(erase)).isEqualTo(1);

            assertThat(command.output())
                    .contains("No job has reported; does one run?")
                    .contains("alerts: alerts; gone by ")
                    .contains("card-events.b: card events; gone by ")
                    .contains("consents: ")
                    .contains("audit log: ids of alerts")
                    .contains("messages already handed over are not recalled")
                    .doesNotContain("tok-1");
        }
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, "k", value)).get();
    }
}
