package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cardwatch.cli.delivery.Arrival.Form;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A bank's notification hub and an SMS provider in one process: it checks what it gets against the
 * documented forms, notes it, and answers after a while or misbehaves as it is told.
 *
 * <p>An answer that waits holds no thread, so that a slow provider with hundreds of requests under
 * way costs this machine next to nothing. Loopback only.
 */
public final class FakeHub implements AutoCloseable {
    /** What signs the webhooks, as a secret's file holds it. */
    public static final String SECRET =
            "whsec_" + HubRequests.base64("the hub's secret of these tests alone");

    /** The SMS provider's account. */
    public static final String ACCOUNT = "AC00000000000000000000000000000000";

    /** The SMS provider's token, as a secret's file holds it. */
    public static final String TOKEN = "a token of these tests alone";

    private static final String WEBHOOK_PATH = "/alerts";
    private static final String SMS_PATH = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json";

    static {
        // Read when the first server is made: many connections that stay open, and no waiting for
        // an acknowledgement between an answer's head and its body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    }

    private final HttpServer server;
    private final ExecutorService readers;
    private final ScheduledExecutorService answers;
    private final HubRequests requests;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong messages = new AtomicLong();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Queue<HttpExchange> hanging = new ConcurrentLinkedQueue<>();
    private final Map<Form, Supplier<Treatment>> treatments = new EnumMap<>(Form.class);
    private volatile Consumer<Arrival> listener = arrival -> {};
    private volatile Duration latency = Duration.ZERO;

    private FakeHub(HttpServer server) throws EmptyWebhookSecretException {
        this.server = server;
        requests = new HubRequests(SECRET, ACCOUNT, TOKEN);
        readers = Executors.newFixedThreadPool(2, daemons("hub-reads"));
        answers = Executors.newScheduledThreadPool(2, daemons("hub-answers"));
        for (Form form : Form.values()) {
            treatments.put(form, () -> Treatment.ACCEPT);
        }
    }

    /** A hub that accepts everything at once. */
    public static FakeHub start() throws IOException, EmptyWebhookSecretException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0),
                        1024);
        FakeHub hub = new FakeHub(server);
        server.setExecutor(hub.readers);
        server.createContext(WEBHOOK_PATH, exchange -> hub.take(Form.WEBHOOK, exchange));
        server.createContext(SMS_PATH, exchange -> hub.take(Form.SMS, exchange));
        server.start();
        return hub;
    }

    /** Where webhooks go. */
    public URI webhookAddress() {
        return base().resolve(WEBHOOK_PATH);
    }

    /** What stands before the path of the SMS provider's API. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How long every answer takes from now on. */
    public void answerAfter(Duration wait) {
        latency = wait;
    }

    /** How requests of a form are treated from now on; asked for each request. */
    public void treat(Form form, Supplier<Treatment> treatment) {
        synchronized (treatments) {
            treatments.put(form, treatment);
        }
    }

    /** Tells of every request from now on, on the hub's own threads. */
    public void listen(Consumer<Arrival> newListener) {
        listener = newListener;
    }

    /** Every request so far that was of a documented form, in the order they were read. */
    public Collection<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** How many requests so far were of a documented form. */
    public long arrived() {
        return messages.get();
    }

    /** Requests that wait for their answer, those that never get one left out. */
    public int underWay() {
        return underWay.get();
    }

    /** What was wrong with requests that no real provider would have taken. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private void take(Form form, HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        // Of a sender that is killed meanwhile no whole message comes.
        byte[] body = exchange.getRequestBody().readAllBytes();
        underWay.incrementAndGet();
        Arrival arrival;
        try {
            Treatment treatment;
            synchronized (treatments) {
                treatment = treatments.get(form).get();
            }
            arrival = requests.read(form, exchange, body, now, treatment);
        } catch (HubRequests.RefusedException e) {
            faults.add(form + ": " + e.getMessage());
            answer(exchange, e.status(), "{\"code\":" + e.status() + "}");
            return;
        }
        arrivals.add(arrival);
        messages.incrementAndGet();
        listener.accept(arrival);
        switch (arrival.treatment()) {
            case ACCEPT -> later(exchange, form == Form.SMS ? 201 : 200, accepted(form));
            case THROTTLE -> later(exchange, 429, "{\"code\":20429}");
            case FAIL -> later(exchange, 503, "{\"code\":20503}");
            case BREAK -> {
                underWay.decrementAndGet();
                exchange.close();
            }
            case HANG -> {
                underWay.decrementAndGet();
                hanging.add(exchange);
            }
        }
    }

    private String accepted(Form form) {
        return form == Form.SMS
                ? "{\"sid\":\"SM%032x\",\"status\":\"accepted\",\"error_code\":null}"
                        .formatted(messages.get())
                : "{}";
    }

    private void later(HttpExchange exchange, int status, String body) {
        var unused =
                answers.schedule(
                        () -> answer(exchange, status, body),
                        latency.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            // The sender is gone, as it is after a kill.
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        answers.shutdownNow();
        hanging.forEach(HttpExchange::close);
        server.stop(0);
        readers.shutdownNow();
    }
}
