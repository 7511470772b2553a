package io.cardwatch.gateway.http;

import io.cardwatch.jobs.config.GatewayConfig;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Two addresses: one where providers and users call, one where {@code /health} and {@code /metrics}
 * are. Header and body sizes, connections and times are bounded.
 */
public final class WebServer implements AutoCloseable {
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int MOST_THREADS = 32;
    private static final int LEAST_THREADS = 8;
    private static final int ADMIN_CONNECTIONS = 16;
    private static final long STOP_MILLIS = 5_000;

    private final Server server;
    private final ServerConnector open;
    private final ServerConnector admin;

    private WebServer(Server server, ServerConnector open, ServerConnector admin) {
        this.server = server;
        this.open = open;
        this.admin = admin;
    }

    /**
     * Starts listening.
     *
     * @param endpoints by path
     * @param isReady whether endpoints may answer
     * @throws IOException where an address cannot be had
     */
    public static WebServer start(
            GatewayConfig.Web config,
            Map<String, Endpoint> endpoints,
            BooleanSupplier isReady,
            GatewayMetrics metrics)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("cardwatch-gateway");
        threads.setDaemon(true);
        Server server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        ServerConnector open = connector(server, config, config.listen().getHost());
        open.setPort(config.listen().getPort());
        ServerConnector admin = connector(server, config, config.admin().getHost());
        admin.setPort(config.admin().getPort());
        server.addConnector(open);
        server.addConnector(admin);
        open.addBean(new NetworkConnectionLimit(config.maxConnections(), open));
        admin.addBean(new NetworkConnectionLimit(ADMIN_CONNECTIONS, admin));
        SilentConnections silent = new SilentConnections(config.requestTimeout());
        open.addBean(silent);
        Handler handler =
                new RequestHandler(endpoints, isReady, metrics, config.requestTimeout(), silent);
        server.setHandler(new ByConnector(admin, adminHandler(isReady, metrics), handler));
        server.setErrorHandler(new BareErrors(metrics));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw e instanceof IOException cannotListen
                    ? cannotListen
                    : new IOException("the HTTP server does not start", e);
        }
        return new WebServer(server, open, admin);
    }

    private static Handler adminHandler(BooleanSupplier isReady, GatewayMetrics metrics) {
        Map<String, Endpoint> endpoints =
                Map.of(
                        "/health", always(() -> health(isReady.getAsBoolean())),
                        "/metrics",
                                always(
                                        () ->
                                                WebAnswer.of(
                                                        200,
                                                        "text/plain; version=0.0.4; charset=utf-8",
                                                        metrics.exposition())));
        return new RequestHandler(endpoints, () -> true, new GatewayMetrics(), null, null);
    }

    private static WebAnswer health(boolean ready) {
        return WebAnswer.of(
                ready ? 200 : 503,
                "application/json",
                ready ? "{\"status\":\"ready\"}\n" : "{\"status\":\"starting\"}\n");
    }

    private static Endpoint always(Supplier<WebAnswer> answer) {
        return new Endpoint() {
            @Override
            public CompletionStage<WebAnswer> answer(WebRequest request) {
                if (request.isPost()) {
                    throw new RefusedException(Refusal.METHOD);
                }
                return CompletableFuture.completedStage(answer.get());
            }
        };
    }

    private static ServerConnector connector(Server server, GatewayConfig.Web config, String host) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        return connector;
    }

    /** The port where providers and users call. */
    public int port() {
        return open.getLocalPort();
    }

    /** The port of health and metrics. */
    public int adminPort() {
        return admin.getLocalPort();
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more requests, and gives those under way a moment. */
    @Override
    public void close() {
        stop(server);
    }
}
