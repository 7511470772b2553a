package io.cardwatch.cli.phone;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium with one page, told what to do by its DevTools protocol. Where none is
 * installed its tests are skipped: see {@link #isInstalled}.
 */
public final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> OPTIONS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--remote-debugging-port=0",
                    "about:blank");

    private final Process process;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final WebSocket socket;

    private Chromium(Process process, URI page) throws Exception {
        this.process = process;
        socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(page, new Answers())
                        .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether there is one on the path. */
    public static boolean isInstalled() {
        return program() != null;
    }

    private static @Nullable Path program() {
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            for (String name : NAMES) {
                Path file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    /**
     * Starts a browser.
     *
     * @param folder an empty folder for its profile
     */
    public static Chromium start(Path folder) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(requireNonNull(program(), "no Chromium").toString());
        command.add("--user-data-dir=" + folder);
        command.addAll(OPTIONS);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            Chromium chromium = new Chromium(process, page(folder.resolve("DevToolsActivePort")));
            chromium.ask("Page.enable", JSON.createObjectNode());
            chromium.ask("Log.enable", JSON.createObjectNode());
            chromium.ask("Runtime.enable", JSON.createObjectNode());
            chromium.ask("Network.enable", JSON.createObjectNode());
            return chromium;
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The address of the one page's DevTools; the browser writes its port once it listens. */
    private static URI page(Path portFile) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            List<String> lines =
                    Files.exists(portFile) ? Files.readAllLines(portFile) : List.<String>of();
            if (lines.size() > 1) {
                JsonNode pages =
                        JSON.readTree(
                                get(URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list")));
                for (JsonNode page : pages) {
                    if (page.path("type").asText().equals("page")) {
                        return URI.create(page.path("webSocketDebuggerUrl").asText());
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new AssertionError("Chromium did not open a page within " + DEADLINE);
    }

    private static String get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Opens a page in a window of that size. */
    public void open(URI address, int width, int height, boolean dark) throws Exception {
        size(width, height);
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        ask("Emulation.setEmulatedMedia", media);
        ask("Page.navigate", JSON.createObjectNode().put("url", address.toString()));
    }

    /** Makes the window that wide and high, in CSS pixels. */
    public void size(int width, int height) throws Exception {
        ask(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    /** The value of an expression in the page, as text. */
    public String evaluate(String expression) throws Exception {
        JsonNode result =
                ask(
                        "Runtime.evaluate",
                        JSON.createObjectNode()
                                .put("expression", expression)
                                .put("awaitPromise", true)
                                .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(
                    expression + ": " + result.path("exceptionDetails").path("exception"));
        }
        return result.path("result").path("value").asText();
    }

    /** Waits until an expression is true in the page. */
    public void await(String what, String expression) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!evaluate("Boolean(" + expression + ")").equals("true")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not within " + DEADLINE + ": " + what + "; the page reads:\n" + text());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** What the page reads as. */
    public String text() throws Exception {
        return evaluate("document.body.innerText");
    }

    /** Presses Enter with the keyboard on the element of a selector. */
    public void press(String selector) throws Exception {
        await(selector, "document.querySelector(`" + selector + "`)?.disabled === false");
        evaluate("document.querySelector(`" + selector + "`).focus()");
        for (String type : List.of("keyDown", "keyUp")) {
            ask(
                    "Input.dispatchKeyEvent",
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("key", "Enter")
                            .put("code", "Enter")
                            .put("text", type.equals("keyDown") ? "\r" : "")
                            .put("windowsVirtualKeyCode", 13));
        }
    }

    /** A picture of the window, PNG. */
    public byte[] screenshot() throws Exception {
        JsonNode shot = ask("Page.captureScreenshot", JSON.createObjectNode().put("format", "png"));
        return Base64.getDecoder().decode(shot.path("data").asText());
    }

    /**
     * What the page logged: faults of its script, what its script says on the console, what its own
     * policy kept from loading.
     */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The address of all that was loaded, the pages themselves among it. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private JsonNode ask(String method, ObjectNode parameters)
            throws ExecutionException, InterruptedException, TimeoutException {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        call.set("params", parameters);
        socket.sendText(call.toString(), true).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        return answer.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Gives each answer to who asked, and keeps what the page complains of. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(String whole) {
            try {
                JsonNode json = JSON.readTree(whole);
                CompletableFuture<JsonNode> answer = asked.remove(json.path("id").asInt());
                String method = json.path("method").asText();
                if (answer != null) {
                    answer.complete(json.path("result"));
                } else if (method.equals("Log.entryAdded")
                        || method.equals("Runtime.exceptionThrown")
                        || method.equals("Runtime.consoleAPICalled")) {
                    complaints.add(json.path("params").toString());
                } else if (method.equals("Network.requestWillBeSent")) {
                    requests.add(json.at("/params/request/url").asText());
                }
            } catch (IOException e) {
                complaints.add("not JSON: " + e.getMessage());
            }
        }
    }

    /** Ends the browser with all its processes. */
    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> ended;
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            ended = Stream.concat(Stream.of(process.toHandle()), descendants).toList();
        }
        ended.forEach(ProcessHandle::destroyForcibly);
        ended.forEach(each -> each.onExit().join());
    }
}
