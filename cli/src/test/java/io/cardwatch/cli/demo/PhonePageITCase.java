package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.phone.Chromium;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over the real jobs and the real gateway. */
final class PhonePageITCase {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/)");
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 50;
    private static final String FIRST_ALERT = "#alerts tr:last-child";

    /** Longer than any test takes. */
    private static final Duration PACE = Duration.ofHours(4);

    private final AtomicLong passed = new AtomicLong();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    @TempDir private Path folder;

    @BeforeEach
    void needABrowser() {
        assumeTrue(
                Chromium.isInstalled(),
                "there is no Chromium on the path; Debian has it as the package chromium");
    }

    @AfterEach
    void endTheDemo() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldCarryAPressThroughTheGatewayToTheBanksViewAndEndMessagesAtAStop() throws Exception {
        List<FeedEvent> events = new ArrayList<>();
        events.add(TestingRecords.payment("n1", "anna", 0, 20_000));
        events.add(TestingRecords.payment("n2", "berta", 5, 30_000));
        for (int i = 0; i < 7; i++) {
            events.add(TestingRecords.payment("small" + i, "berta", 10 + i, 100));
        }
        events.add(TestingRecords.payment("n3", "anna", 120, 40_000));
        // Nine at once; Anna's second one is held back until the test lets time pass.
        Future<?> demo = start(events);
        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.open(awaitAddress(demo), 1280, 900, false);
            browser.await("both alerts", "document.querySelectorAll('#alerts tr').length === 2");

            String phone = "document.getElementById('thread').innerText";
            browser.await("Berta's message", phone + ".includes('EUR 300.00')");
            browser.press(FIRST_ALERT + " button.person");
            browser.await("Anna's message", phone + ".includes('EUR 200.00')");

            browser.press("#messages button.confirmed-fraud");
            browser.await("the outcome", text(FIRST_ALERT) + ".includes('Confirmed fraud')");
            browser.await("the label", text(FIRST_ALERT) + ".includes('Label: fraud')");
            browser.await("the next step", phone + ".includes('was not you')");
            assertThat(browser.evaluate(text("#counts .confirmed-fraud dd"))).isEqualTo("1");
            assertThat(browser.evaluate(text("#counts .waiting dd"))).isEqualTo("1");

            browser.press("#messages button.stop");
            browser.await("the end", phone + ".includes('Nothing more comes to this phone')");
            browser.await("the withdrawal", text(FIRST_ALERT) + ".includes('consent withdrawn')");
            assertThat(browser.evaluate(text("#counts .stopped dd"))).isEqualTo("1");

            passed.addAndGet(PACE.toNanos());
            browser.await("the last event", text("#stage") + ".includes('All events are in')");
            assertThat(browser.evaluate(phone)).doesNotContain("EUR 400.00");
            assertThat(browser.evaluate(text("#counts .alerts dd"))).isEqualTo("2");
            assertThat(browser.complaints()).isEmpty();

            browser.size(400, 900);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");
        }
        demo.cancel(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed()).contains("✓ alerts on the topic (2) = alerts (2)");
    }

    @Test
    void shouldSayThatTheDemoHasEnded() throws Exception {
        Future<?> demo = start(List.of(TestingRecords.payment("n1", "anna", 0, 20_000)));
        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.open(awaitAddress(demo), 400, 900, true);
            browser.await("a button", "document.querySelector('#messages button')");

            demo.cancel(true);
            browser.await("the end", text("#stage") + ".includes('has ended')");
            browser.await(
                    "buttons at rest",
                    "[...document.querySelectorAll('#messages button')].every(b => b.disabled)");
        }
        assertThatThrownBy(demo::get).isInstanceOf(CancellationException.class);
    }

    private static String text(String selector) {
        return "(document.querySelector('" + selector + "')?.innerText ?? '')";
    }

    private Future<?> start(List<FeedEvent> events) throws IOException {
        Files.write(
                folder.resolve("north.jsonl"),
                events.stream().map(event -> TestingRecords.text(event.json())).toList());
        Files.write(
                folder.resolve("consents.jsonl"),
                List.of(
                        TestingRecords.line(TestingRecords.grant("anna", 1)),
                        TestingRecords.line(TestingRecords.grant("berta", 1))));
        DemoOptions options =
                new DemoOptions(
                        List.of(folder.resolve("north.jsonl")),
                        null,
                        Files.writeString(folder.resolve("rules.yaml"), TestingRecords.RULES),
                        Path.of("..", "sample-data", "templates"),
                        new ConsentChoice(
                                ConsentChoice.Kind.FILE, folder.resolve("consents.jsonl")),
                        null,
                        1,
                        0,
                        PACE);
        DemoInputs inputs =
                new DemoInputs(
                        (csv, mapping) -> {
                            throw new IllegalStateException("no CSV here");
                        });
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8), false, false, true, 80);
        return threads.submit(
                () -> {
                    new DemoRun(new CardwatchJobs(), inputs, options, terminal, this::nanoTime)
                            .run(report -> new DemoSummary(terminal).print(report));
                    return null;
                });
    }

    private long nanoTime() {
        return System.nanoTime() + passed.get();
    }

    /** Where the demo says its page is. */
    private URI awaitAddress(Future<?> demo) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher address = ADDRESS.matcher(printed());
            if (address.find()) {
                return URI.create(address.group(1));
            }
            if (demo.isDone()) {
                demo.get();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new AssertionError("no address within " + DEADLINE + ": " + printed());
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
