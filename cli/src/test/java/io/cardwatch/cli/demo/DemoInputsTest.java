package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoInputsTest {
    private static final String EVENT =
            "{\"note\":{\"eventId\":\"x\"},\"eventId\":\"e1\",\"bankId\":\"north\","
                    + "\"cardRef\":\"c1\",\"currency\":\"EUR\",\"eventTime\":\"2026-10-01T10:00:00Z\"}";

    private final DemoInputs inputs =
            new DemoInputs(
                    (csv, mapping) -> {
                        throw new IllegalStateException("no CSV here");
                    });

    @TempDir private Path folder;

    @Test
    void shouldReadPackedEventsAndKeepBrokenLinesByteForByte() throws Exception {
        byte[] broken = {'{', (byte) 0xff, (byte) 0x80, '"'};
        Path file = folder.resolve("events.jsonl.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(broken);
            out.write(("\n\n" + EVENT + "\n").getBytes(StandardCharsets.UTF_8));
        }

        try (EventFile events = inputs.open(file, null)) {
            assertThat(events.bankId()).isEqualTo("north");
            FeedEvent first = events.next();
            assertThat(first.json()).isEqualTo(broken);
            assertThat(first.time()).isNull();
            FeedEvent second = events.next();
            assertThat(second.eventId()).isEqualTo("e1");
            assertThat(second.cardRef()).isEqualTo("c1");
            assertThat(second.time()).isEqualTo("2026-10-01T10:00:00Z");
            assertThat(events.next()).isNull();
            assertThat(events.bytesRead()).isEqualTo(events.bytes());
        }
    }

    @Test
    void shouldAskForAMappingWhereAFileIsCsv() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "id\n1\n");

        assertThatThrownBy(() -> inputs.open(csv, null))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--mapping");
    }

    @Test
    void shouldHandOutConsentsWhenTheyAreDue() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("consents.jsonl"),
                        consent("2026-10-02T00:00:00Z", "withdrawn")
                                + consent("2026-10-01T00:00:00Z", "granted"));

        ConsentSchedule schedule = new ConsentSchedule(inputs.consents(file));

        assertThat(schedule.dueBy(Instant.parse("2026-10-01T12:00:00Z")))
                .singleElement()
                .satisfies(due -> assertThat(text(due)).contains("granted"));
        assertThat(schedule.dueBy(Instant.parse("2026-10-01T13:00:00Z"))).isEmpty();
        assertThat(schedule.dueBy(Instant.MAX)).hasSize(1);
    }

    @Test
    void shouldNameTheLineThatIsNoConsentAndNotRepeatIt() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("consents.jsonl"),
                        consent("2026-10-01T00:00:00Z", "granted") + "{\"secret\":\"7\"}\n");

        assertThatThrownBy(() -> inputs.consents(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(":2:")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldMakeUpOneOptInPerCardholderGivenBeforeTheFirstEvent() throws Exception {
        TestingEventFile file =
                new TestingEventFile("north")
                        .with("b", "2026-10-01T10:00:05Z")
                        .with("a", "2026-10-01T10:00:00Z")
                        .with("a", "2026-10-01T11:00:00Z");

        List<TimedConsent> grants = SyntheticConsents.forEveryoneIn(file);

        assertThat(grants)
                .extracting(TimedConsent::key)
                .containsExactly(
                        "north|subject a|fraud-alerts|console",
                        "north|subject b|fraud-alerts|console");
        assertThat(grants)
                .extracting(TimedConsent::at)
                .containsOnly(Instant.parse("2026-10-01T10:00:00Z"));
        assertThat(text(grants.get(0))).contains("synthetic-demo");
    }

    private static String text(TimedConsent consent) {
        return new String(consent.value(), StandardCharsets.UTF_8);
    }

    private static String consent(String at, String status) {
        return "{\"publishedAt\":\"%s\",\"key\":\"k\",\"consent\":{\"status\":\"%s\"}}\n"
                .formatted(at, status);
    }
}
