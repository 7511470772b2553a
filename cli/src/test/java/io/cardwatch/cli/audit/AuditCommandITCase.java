package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.audit.AuditRecord;
import io.cardwatch.audit.ChainHead;
import io.cardwatch.cli.delivery.Await;
import io.cardwatch.jobs.kafka.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a real broker. */
final class AuditCommandITCase {
    @TempDir private Path folder;

    private final TestingAuditCommand command = new TestingAuditCommand();

    @Test
    void shouldAppendVerifyAndExport() throws Exception {
        try (TestingAudit audit = TestingAudit.start(folder.resolve("kafka"))) {
            String servers = audit.servers();
            assertThat(command.run("verify", "--bootstrap-servers", servers)).isZero();
            assertThat(command.output()).contains("The audit log is empty.");

            audit.decide(1, 20);
            TestingAuditCommand first = new TestingAuditCommand();
            CompletableFuture<Integer> ended =
                    CompletableFuture.supplyAsync(
                            () -> first.run("append", "--bootstrap-servers", servers));
            Await.until("all is appended", () -> audit.length() == 20);

            // A second appender takes over, and the first one ends by itself.
            audit.decide(21, 30);
            audit.appendAll();
            audit.decide(31, 31);
            assertThat(ended.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(first.output())
                    .contains("Appending decisions of 'decisions' to 'audit', behind record 0.");
            assertThat(first.errors()).contains("another appender has taken over 'audit'");
            audit.appendAll();

            List<AuditRecord> chain = audit.assertChainOf(1, 31);
            String head = chain.get(30).head().format();
            assertThat(command.run("verify", "--bootstrap-servers", servers, "--expect", head))
                    .isZero();
            assertThat(command.output()).contains("31 records").contains("head " + head);

            Path file = folder.resolve("audit.jsonl");
            String[] export = {"export", "--bootstrap-servers", servers, "--out", file.toString()};
            assertThat(command.run(export)).isZero();
            assertThat(command.run("verify", "--file", file.toString(), "--expect", head)).isZero();
            assertThat(Files.readAllLines(file)).hasSize(31);
            assertThat(command.run(export)).isEqualTo(2);
            assertThat(command.errors()).contains("the file is there already");

            // What two appenders would write that nobody shuts out.
            ChainHead behind = chain.get(28).head();
            AuditRecord fork = AuditRecord.after(behind, TestingAudit.decision(99));
            audit.write(Topics.AUDIT, new String(fork.encode(), UTF_8));
            assertThat(command.run("verify", "--bootstrap-servers", servers)).isEqualTo(1);
            assertThat(command.output())
                    .containsPattern("forked at offset \\d+, record 30: another record 30");
        }
    }

    @Test
    void shouldSayWhichTopicIsNotThere() throws Exception {
        try (TestingAudit audit = TestingAudit.start(folder.resolve("kafka"))) {
            String servers = audit.servers();
            for (String name : List.of("verify", "append")) {
                assertThat(command.run(name, "--bootstrap-servers", servers, "--topic", "other"))
                        .isEqualTo(2);
                assertThat(command.errors()).contains("there is no topic 'other' at " + servers);
            }
            assertThat(command.run("append", "--bootstrap-servers", servers, "--decisions", "none"))
                    .isEqualTo(2);
            assertThat(command.errors()).contains("there is no topic 'none' at " + servers);
            assertThat(command.run("verify", "--bootstrap-servers", servers, "--topic", "alerts"))
                    .isEqualTo(2);
            assertThat(command.errors()).contains("it needs to have one, since its order is what");
        }
    }
}
