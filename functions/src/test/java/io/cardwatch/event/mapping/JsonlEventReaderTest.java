package io.cardwatch.event.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.RejectionReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlEventReaderTest {
    private static final String EVENT =
            "{\"eventId\":\"e1\",\"bankId\":\"aurora\",\"schemaVersion\":1,"
                    + "\"messageType\":\"authorisation\",\"cardRef\":\"tok_1\","
                    + "\"eventTime\":\"2026-03-01T12:00:00Z\",\"amountMinor\":100,"
                    + "\"currency\":\"EUR\"}";

    @TempDir Path folder;

    @Test
    void shouldJudgeEachLineAndPassOverEmptyOnes() throws Exception {
        List<MappedRow> rows =
                read(EVENT + "\r\n\n" + "{broken\n" + "x".repeat(1000) + "\n" + EVENT);
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).decoded().event()).isNotNull();
        assertThat(rows.get(0).fraud()).isNull();
        assertThat(rows.get(1).decoded().reason()).isEqualTo(RejectionReason.MALFORMED);
        assertThat(rows.get(1).decoded().coordinates()).hasToString("events.jsonl-0@3");
        assertThat(rows.get(2).decoded().reason()).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(rows.get(3).decoded().event()).isNotNull();
        assertThat(rows.get(3).decoded().coordinates()).hasToString("events.jsonl-0@5");
    }

    @Test
    void shouldReadEmptyFileAsNoRows() throws Exception {
        assertThat(read("")).isEmpty();
    }

    private List<MappedRow> read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("events.jsonl"), text);
        FeedProfile profile = new FeedProfile("aurora", "EUR", Set.of(), 500);
        List<MappedRow> rows = new ArrayList<>();
        try (EventReader reader = JsonlEventReader.open(file, profile)) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }
}
