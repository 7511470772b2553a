package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelFileTest {
    @TempDir private Path folder;

    @Test
    void shouldHandOutEachLabelOnceAtTheMidnightAfterItBecameKnown() {
        LabelSchedule labels =
                new LabelSchedule(
                        List.of(
                                label("2026-10-02T00:00:00Z"),
                                label("2026-10-01T08:00:00Z"),
                                label("2026-10-01T23:59:59Z")));

        assertThat(labels.dueBy(Instant.parse("2026-10-01T23:59:59Z"))).isEmpty();
        assertThat(labels.dueBy(Instant.parse("2026-10-02T06:00:00Z"))).hasSize(2);
        assertThat(labels.dueBy(Instant.parse("2026-10-02T07:00:00Z"))).isEmpty();
        assertThat(labels.dueBy(Instant.parse("2026-10-09T00:00:00Z"))).hasSize(1);
    }

    @Test
    void shouldSendALineAsItIsWithTheContractsVersion() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("labels.jsonl"),
                        """
                        {"cardRef":"tok-1","knownAt":"2026-10-02T00:00:00Z","fraud":"perhaps"}

                        {"schemaVersion":7,"cardRef":"tok-2","knownAt":"2026-10-03T00:00:00Z"}
                        """);

        List<TimedLabel> labels = LabelFile.read(file);

        assertThat(labels).extracting(TimedLabel::cardRef).containsExactly("tok-1", "tok-2");
        JsonNode first = new ObjectMapper().readTree(labels.get(0).value());
        assertThat(first.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(first.get("fraud").asText()).isEqualTo("perhaps");
        assertThat(new ObjectMapper().readTree(labels.get(1).value()).get("schemaVersion").asInt())
                .isEqualTo(7);
    }

    @Test
    void shouldNameTheLineThatIsNoLabel() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("labels.jsonl"),
                        "{\"knownAt\":\"2026-10-02T00:00:00Z\"}\n{\"pan\":\"4111111111111111\"}\n");

        assertThatThrownBy(() -> LabelFile.read(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(file + ":2: a label is a JSON object with knownAt");
    }

    private static TimedLabel label(String knownAt) {
        return new TimedLabel(Instant.parse(knownAt), "tok", new byte[0]);
    }
}
