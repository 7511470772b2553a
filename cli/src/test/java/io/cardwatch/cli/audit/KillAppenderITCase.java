package io.cardwatch.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.CardwatchCommand;
import io.cardwatch.cli.delivery.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command itself, as a process that is killed while it appends. */
@Tag("faults")
final class KillAppenderITCase {
    private static final int KILLS = 20;
    private static final int AT_ONCE = 2_000;
    private static final long SEED = 20261121;

    @TempDir private Path folder;

    @Test
    void shouldNeitherForkNorLoseNorRepeatHoweverOftenTheProcessIsKilled() throws Exception {
        Random random = new Random(SEED);
        try (TestingAudit audit = TestingAudit.start(folder.resolve("kafka"))) {
            int decided = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                int before = audit.length();
                audit.decide(decided + 1, decided + AT_ONCE);
                decided += AT_ONCE;
                Process appender = start(audit.servers());
                try {
                    int enough = before + random.nextInt(AT_ONCE);
                    Await.until(
                            "some are appended",
                            () -> audit.length() > enough || !appender.isAlive());
                    assertThat(appender.isAlive()).isTrue();
                } finally {
                    // As the kernel does it: no hook of the process runs.
                    appender.destroyForcibly().waitFor();
                }
            }
            audit.appendAll();
            audit.assertChainOf(1, decided);
        }
    }

    private Process start(String servers) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j2.configurationFile=delivery-process-log4j2.properties",
                                CardwatchCommand.class.getName(),
                                "audit",
                                "append",
                                "--bootstrap-servers",
                                servers));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("append.log").toFile()));
        return builder.start();
    }
}
