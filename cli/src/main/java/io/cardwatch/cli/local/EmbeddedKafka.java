package io.cardwatch.cli.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this process: one KRaft node, broker and controller in one, started as
 * {@code kafka-server-start.sh} starts it.
 *
 * <p>It listens on the loopback address only and on ports that were free a moment before. Topics
 * exist only where they were created.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int START_ATTEMPTS = 3;
    private static final long TOPIC_TIMEOUT_SECONDS = 30;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Formats a log folder inside {@code folder} and starts a broker on it.
     *
     * @throws IOException where the folder cannot be written, or the broker does not start
     */
    public static EmbeddedKafka start(Path folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(Files.createDirectories(folder.resolve("start-" + attempt)));
            } catch (KafkaException e) {
                // Most likely another process took one of the ports in between.
                LOG.warn("The broker did not start, attempt {}", attempt, e);
                if (attempt == START_ATTEMPTS) {
                    throw new IOException("the Kafka broker did not start", e);
                }
            }
        }
    }

    private static EmbeddedKafka startOnce(Path folder) throws IOException {
        int brokerPort;
        int controllerPort;
        try (ServerSocket broker = freePort();
                ServerSocket controller = freePort()) {
            brokerPort = broker.getLocalPort();
            controllerPort = controller.getLocalPort();
        }
        Properties settings = settings(folder.resolve("log"), brokerPort, controllerPort);
        format(folder, settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedKafka(server, LOOPBACK + ":" + brokerPort);
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    private static Properties settings(Path log, int brokerPort, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        settings.put(
                "listeners",
                "BROKER://%s:%d,CONTROLLER://%s:%d"
                        .formatted(LOOPBACK, brokerPort, LOOPBACK, controllerPort));
        settings.put("advertised.listeners", "BROKER://" + LOOPBACK + ":" + brokerPort);
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        // One node: every internal topic has one replica, and nobody waits for a second member.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        return settings;
    }

    private static void format(Path folder, Properties settings) throws IOException {
        Path file = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int exitCode = StorageTool.execute(command, silent);
        if (exitCode != 0) {
            throw new IOException("the Kafka log folder could not be formatted: " + exitCode);
        }
    }

    /** Where clients connect, as {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Creates topics and returns once the broker knows them.
     *
     * @throws IOException where one cannot be created
     */
    public void createTopics(Collection<NewTopic> topics) throws IOException, InterruptedException {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(topics).all().get(TOPIC_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            awaitKnown(admin, topics.stream().map(NewTopic::name).toList());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the topics could not be created", e);
        }
    }

    /** A topic is created in the broker's log first, and known to those who ask a moment later. */
    private static void awaitKnown(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TOPIC_TIMEOUT_SECONDS);
        while (true) {
            try {
                var unused =
                        admin.describeTopics(topics)
                                .allTopicNames()
                                .get(TOPIC_TIMEOUT_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                        || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** Stops the broker and waits until it has stopped. Its folder is the caller's to delete. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
