package io.cardwatch.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.kafka.RulesTopic;
import io.cardwatch.jobs.kafka.TopicSpec;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.secret.SecretReference;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on a real broker without a job. */
final class KafkaRulesStoreITCase {
    private static final Path DEFAULT_RULES = Path.of("..", "sample-data", "rules", "default.yaml");

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldSayWhatIsMissingAndKeepWhatIsPushed() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            String servers = kafka.bootstrapServers();
            assertThat(run("status", "--bootstrap-servers", servers)).isEqualTo(2);
            assertThat(err.toString()).contains("there is no topic 'rules' at " + servers);

            assertThatThrownBy(() -> RulesTopic.read(job(servers), "rules", Set.of()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(
                            "topics.rules: the topic 'rules' does not exist; create it with one"
                                    + " partition");

            kafka.createTopics(rulesTopics());
            assertThat(RulesTopic.read(job(servers), "rules", Set.of())).isEmpty();
            kafka.createTopics(List.of(new NewTopic("wide", 2, (short) 1)));
            assertThat(run("history", "--bootstrap-servers", servers, "--topic", "wide"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("topic 'wide' has 2 partitions");
            assertThat(run("history", "--bootstrap-servers", servers)).isZero();
            assertThat(output()).contains("Nothing was pushed yet");

            Path settings =
                    Files.writeString(
                            folder.resolve("client.properties"), "bootstrap.servers=" + servers);
            assertThat(
                            run(
                                    "push",
                                    DEFAULT_RULES.toString(),
                                    "--command-config",
                                    settings.toString(),
                                    "--bank",
                                    "bank-north",
                                    "--wait",
                                    "1s"))
                    .isEqualTo(1);
            assertThat(output())
                    .contains("Pushed as sequence 0 for bank bank-north.")
                    .contains("Not confirmed within 1 s: no job has answered.");
            out.reset();
            assertThat(run("show", "0", "--bootstrap-servers", servers)).isZero();
            assertThat(output().strip()).isEqualTo(Files.readString(DEFAULT_RULES).strip());

            foreign(servers);
            assertThat(run("history", "--bootstrap-servers", servers)).isZero();
            assertThat(output()).contains("no push: not a JSON object").doesNotContain("4111");
        }
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void shouldEndWithTwoWhereNoBrokerAnswers() throws Exception {
        Path settings =
                Files.writeString(
                        folder.resolve("client.properties"),
                        "default.api.timeout.ms=1500\nrequest.timeout.ms=1000\n");

        assertThat(
                        run(
                                "status",
                                "--bootstrap-servers",
                                "127.0.0.1:1",
                                "--command-config",
                                settings.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("no Kafka broker answers at 127.0.0.1:1")
                .doesNotContain("\tat ");
        assertThat(run("status", "--bootstrap-servers", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("the client settings cannot be used: ");
        assertThat(run("status")).isEqualTo(2);
        assertThat(err.toString()).contains("say which Kafka: --bootstrap-servers host:port");
    }

    private static List<NewTopic> rulesTopics() {
        return Topics.all(List.of(), 1).stream()
                .filter(topic -> topic.name().startsWith("rules"))
                .map((TopicSpec topic) -> topic.newTopic((short) 1))
                .toList();
    }

    private static CommonConfig job(String servers) {
        return new CommonConfig(
                Map.of("bootstrap.servers", servers),
                SecretReference.environment("CARDWATCH_SECRET"),
                "consents",
                "alerts",
                JobClock.WALL,
                Duration.ofSeconds(30),
                Duration.ofMillis(1),
                100);
    }

    private static void foreign(String servers) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    "rules", "4111111111111111".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine command =
                RulesCommand.commandLine(
                        RulesContext.real(new Terminal(stream, false, false, true, 80)));
        command.setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return failure instanceof CommandFailure expected ? expected.exitCode() : 99;
                });
        return command.execute(arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
