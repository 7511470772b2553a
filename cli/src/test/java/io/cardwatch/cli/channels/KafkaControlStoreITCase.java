package io.cardwatch.cli.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.local.EmbeddedKafka;
import io.cardwatch.jobs.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The kill switch on a real broker without a job. */
final class KafkaControlStoreITCase {
    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldKeepWhatWasSaidAndPassOverWhatIsNoControl() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            String servers = kafka.bootstrapServers();
            assertThat(run("pause", "--bootstrap-servers", servers)).isEqualTo(2);
            assertThat(err.toString())
                    .contains("there is no topic 'channel-controls' at " + servers)
                    .contains("create it with one partition, or name another with --topic");

            kafka.createTopics(
                    Topics.all(List.of(), 2).stream()
                            .filter(topic -> topic.name().equals(Topics.CHANNEL_CONTROLS))
                            .map(topic -> topic.newTopic((short) 1))
                            .toList());
            assertThat(run("status", "--bootstrap-servers", servers)).isZero();
            assertThat(output()).contains("Nothing is paused");

            assertThat(run("pause", "sms", "--reason", "drill", "--bootstrap-servers", servers))
                    .isZero();
            assertThat(run("pause", "push", "--bootstrap-servers", servers)).isZero();
            assertThat(run("resume", "sms", "--bootstrap-servers", servers)).isZero();
            write(servers, "push", null);
            write(servers, "sms", "4111111111111111".getBytes(UTF_8));

            out.reset();
            assertThat(run("status", "--bootstrap-servers", servers)).isZero();
            assertThat(output())
                    .contains("sms      not paused")
                    .doesNotContain("push")
                    .doesNotContain("4111");
        }
    }

    private static void write(String servers, String key, byte @Nullable [] value)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.CHANNEL_CONTROLS, key.getBytes(UTF_8), value))
                    .get();
        }
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, UTF_8);
        CommandLine command =
                ChannelsCommand.commandLine(
                        ChannelsContext.real(new Terminal(stream, false, false, true, 80)));
        command.setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return failure instanceof CommandFailure expected ? expected.exitCode() : 99;
                });
        return command.execute(arguments);
    }

    private String output() {
        return out.toString(UTF_8);
    }
}
