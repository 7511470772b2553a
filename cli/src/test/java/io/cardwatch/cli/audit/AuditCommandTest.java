package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.audit.AuditRecord;
import io.cardwatch.audit.ChainHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify} over files, as an auditor would tamper with them. */
final class AuditCommandTest {
    @TempDir private Path folder;

    private final TestingAuditCommand command = new TestingAuditCommand();
    private final List<String> lines = new ArrayList<>();
    private Path file;
    private ChainHead head = ChainHead.START;

    @BeforeEach
    void writeAChain() throws IOException {
        file = folder.resolve("audit.jsonl");
        for (int i = 1; i <= 5; i++) {
            AuditRecord record = AuditRecord.after(head, TestingAudit.decision(i));
            head = record.head();
            lines.add(new String(record.encode(), UTF_8));
        }
        Files.write(file, lines);
    }

    @Test
    void shouldTellTheHeadOfALogThatHolds() {
        assertThat(verify()).isZero();

        assertThat(command.output())
                .contains("5 records, decided from 1970-01-01T00:00:00Z to 1970-01-01T00:00:00Z")
                .contains("head " + head.format())
                .contains("The audit log holds up to this head; note it");
        assertThat(verify("--expect", head.format())).isZero();
        assertThat(command.output()).contains("and leads through what was noted");
    }

    @Test
    void shouldSayWhichRecordIsMissing() throws IOException {
        lines.remove(2);
        Files.write(file, lines);

        assertThat(verify()).isEqualTo(1);
        assertThat(command.output())
                .contains("removed at line 3, record 3: record 3 is missing")
                .contains("The audit log does not hold.");
    }

    @Test
    void shouldSayWhichRecordWasChanged() throws IOException {
        lines.set(2, lines.get(2).replace("accepted", "read"));
        Files.write(file, lines);

        assertThat(verify()).isEqualTo(1);
        assertThat(command.output()).contains("changed at line 3, record 3: the record's hash is");
    }

    @Test
    void shouldSayWhichRecordsWereMoved() throws IOException {
        Collections.swap(lines, 1, 2);
        Files.write(file, lines);

        assertThat(verify()).isEqualTo(1);
        assertThat(command.output())
                .contains("reordered at line 3, record 2: record 2 stands behind record 3");
    }

    @Test
    void shouldFindACutOffEndByTheHeadThatWasNoted() throws IOException {
        Files.write(file, lines.subList(0, 3));

        assertThat(verify()).isZero();
        assertThat(verify("--expect", head.format())).isEqualTo(1);
        assertThat(command.output())
                .contains(
                        "cut off at line 3, record 4: the chain ends with record 3, but record 5");
    }

    @Test
    void shouldTellAProgram() throws IOException {
        lines.remove(2);
        Files.write(file, lines);

        assertThat(verify("--json", "--expect", head.format())).isEqualTo(1);

        JsonNode json = new ObjectMapper().readTree(command.output());
        assertThat(json.path("holds").isBoolean()).isTrue();
        assertThat(json.path("holds").asBoolean()).isFalse();
        assertThat(json.path("records").asLong()).isEqualTo(4);
        assertThat(json.path("head").asText()).isEqualTo(head.format());
        assertThat(json.path("firstAt").asText()).isEqualTo("1970-01-01T00:00:00.001Z");
        assertThat(json.path("lastAt").asText()).isEqualTo("1970-01-01T00:00:00.005Z");
        assertThat(json.path("expected").path(0).asText()).isEqualTo(head.format());
        assertThat(json.path("broken").asLong()).isEqualTo(1);
        JsonNode found = json.path("breaks").path(0);
        assertThat(found.path("kind").asText()).isEqualTo("removed");
        assertThat(found.path("seq").asLong()).isEqualTo(3);
        assertThat(found.path("line").asLong()).isEqualTo(3);
    }

    /** What stands there instead may be anything, and comes to nobody's terminal. */
    @Test
    void shouldRepeatNothingOfWhatIsNoRecord() throws IOException {
        Files.write(file, new byte[] {27, '[', '2', 'J', '\n', (byte) 0xff, '\n'});

        assertThat(verify()).isEqualTo(1);
        assertThat(command.output())
                .contains("unreadable at line 1, record 1: this is no audit record")
                .contains("unreadable at line 2, record 2")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldRefuseWhatItCannotUse() {
        assertThat(command.run("verify", "--file", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(command.errors()).contains("the file cannot be read");
        assertThat(verify("--expect", "5")).isEqualTo(2);
        assertThat(command.errors()).contains("accepted: a head as audit verify tells it");
        assertThat(command.run("verify")).isEqualTo(2);
        assertThat(command.errors()).contains("say which Kafka");
        assertThat(command.run()).isEqualTo(2);
    }

    private int verify(String... more) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--file", file.toString()));
        arguments.addAll(List.of(more));
        return command.run(arguments.toArray(String[]::new));
    }
}
