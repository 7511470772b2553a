package io.cardwatch.channel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A provider on this machine that answers by script, and is strict about HTTP: what it cannot read
 * it answers with 400, and keeps in {@link #faults()}.
 *
 * <p>Scripted reactions are used up in their order, each by one request; afterwards every request
 * gets the usual one.
 */
public final class TestingProvider implements AutoCloseable {
    /**
     * A request as it came in.
     *
     * @param path with the query, as it stood in the request
     * @param headers by their names in lower case
     * @param body the body; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares requests.
    public record Request(String method, String path, Map<String, String> headers, byte[] body) {
        /** The body, read as UTF-8. */
        public String text() {
            return new String(body, UTF_8);
        }

        /** The header of that name in lower case, or an empty text. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "testing-provider");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Queue<TestingReaction> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private volatile Function<Request, TestingReaction> usual =
            request -> TestingReaction.answer(200, "{}");
    private volatile boolean resetting;

    /** A provider that runs, and answers everything with 200 and an empty object. */
    public TestingProvider() {
        try {
            server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Adds reactions for the next requests. */
    public TestingProvider then(TestingReaction... reactions) {
        script.addAll(List.of(reactions));
        return this;
    }

    /** What happens to every request that the script has nothing for. */
    public TestingProvider always(TestingReaction reaction) {
        always(request -> reaction);
        resetting = reaction.isBeforeRequest();
        return this;
    }

    /** What is made of every request that the script has nothing for. */
    public TestingProvider always(Function<Request, TestingReaction> reactions) {
        usual = reactions;
        resetting = false;
        return this;
    }

    /** For example {@code http://127.0.0.1:40000}. */
    public String base() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create(base() + path);
    }

    /** Every request that was read to its end, in the order they came in. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The only request so far. */
    public Request request() {
        if (requests.size() != 1) {
            throw new AssertionError("one request was expected, there are " + requests.size());
        }
        return requests.get(0);
    }

    /** What was wrong with requests, as HTTP. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Ends it: further connections are refused. */
    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            if (resetting) {
                TestingReaction.reset(connection);
                return;
            }
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                TestingReaction reaction = script.poll();
                if (!(reaction == null ? usual.apply(request) : reaction).play(connection, out)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, or the test is over.
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        } finally {
            connections.remove(connection);
        }
    }

    private static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !"HTTP/1.1".equals(words[2])) {
            throw new IllegalArgumentException("not a request line of HTTP/1.1");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            if (name.isBlank() || headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw new IllegalArgumentException("a header twice, or without a name");
            }
        }
        if (!headers.containsKey("host") || !headers.containsKey("content-length")) {
            throw new IllegalArgumentException("Host and Content-Length are needed");
        }
        int length = Integer.parseInt(headers.get("content-length"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new Request(words[0], words[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
