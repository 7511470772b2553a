package io.cardwatch.gateway;

import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.WebServer;
import io.cardwatch.gateway.provider.Receivers;
import io.cardwatch.gateway.state.StateReader;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.jobs.kafka.AcknowledgedWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gateway: it takes what providers and users say and writes it to topics. It keeps nothing but
 * what it has read from them, so that it may be killed and started again at any time; until it has
 * read them it answers 503, and its callers come again.
 */
public final class Gateway implements AutoCloseable {
    private final AcknowledgedWriter writer;
    private final StateReader reader;
    private final Receivers receivers;
    private final WebServer server;
    private final GatewayMetrics metrics;
    private final Set<String> paths;

    private Gateway(
            AcknowledgedWriter writer,
            StateReader reader,
            Receivers receivers,
            WebServer server,
            GatewayMetrics metrics,
            Set<String> paths) {
        this.writer = writer;
        this.reader = reader;
        this.receivers = receivers;
        this.server = server;
        this.metrics = metrics;
        this.paths = paths;
    }

    /** Starts a gateway by the machine's clock. */
    public static Gateway start(GatewayConfig config) throws IOException {
        return start(config, InstantSource.system());
    }

    /**
     * Starts a gateway; it listens when this returns, and is ready as soon as the topics are read.
     *
     * @throws ConfigException where the configuration lacks something
     * @throws IOException where an address cannot be had
     * @throws org.apache.kafka.common.KafkaException where no broker answers
     */
    public static Gateway start(GatewayConfig config, InstantSource clock) throws IOException {
        // A missing secret is told at once, not after a wait for the brokers.
        var hashing = config.common().secret().resolve();
        var signing = config.replies().secret().resolve();
        AcknowledgedWriter writer =
                AcknowledgedWriter.open(config.common().kafka(), writtenTopics(config));
        StateReader reader = null;
        Receivers receivers = null;
        try {
            Assembly parts = new Assembly(config, hashing, signing, writer::write, clock);
            receivers = parts.receivers();
            reader = new StateFeed(config, parts).follow();
            WebServer server =
                    WebServer.start(
                            config.web(), parts.endpoints(), reader::isCaughtUp, parts.metrics());
            return new Gateway(
                    writer,
                    reader,
                    receivers,
                    server,
                    parts.metrics(),
                    new TreeSet<>(parts.endpoints().keySet()));
        } catch (IOException | RuntimeException e) {
            if (reader != null) {
                reader.close();
            }
            if (receivers != null) {
                receivers.close();
            }
            writer.close();
            throw e;
        }
    }

    private static List<String> writtenTopics(GatewayConfig config) {
        return List.of(
                config.common().consentsTopic(),
                config.topics().receipts(),
                config.topics().replies(),
                config.topics().enrolments());
    }

    /** The port where providers and users call. */
    public int port() {
        return server.port();
    }

    /** The port of {@code /health} and {@code /metrics}. */
    public int adminPort() {
        return server.adminPort();
    }

    /** Whether the topics have been read; until then requests are answered 503. */
    public boolean isReady() {
        return reader.isCaughtUp();
    }

    /** The paths that it answers, in order. */
    public Set<String> paths() {
        return paths;
    }

    /** What it has counted. */
    public GatewayMetrics metrics() {
        return metrics;
    }

    /** Ends what is under way, then lets go of the brokers. */
    @Override
    public void close() {
        server.close();
        // Who binds the receivers has ended then.
        reader.close();
        receivers.close();
        writer.close();
    }
}
