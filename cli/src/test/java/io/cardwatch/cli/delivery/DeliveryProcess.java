package io.cardwatch.cli.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The delivery job in a process that a test starts, watches and kills. */
final class DeliveryProcess {
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Process process;

    private DeliveryProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a process.
     *
     * @param configuration the job's configuration file
     * @param folder where its checkpoints are; it goes on from the newest
     * @param log what the process writes is appended here
     */
    static DeliveryProcess start(Path configuration, Path folder, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx768m",
                                "-XX:TieredStopAtLevel=1",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-Dlog4j2.configurationFile=delivery-process-log4j2.properties",
                                DeliveryJobMain.class.getName(),
                                configuration.toString(),
                                folder.toString()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new DeliveryProcess(builder.start());
    }

    /** Waits until the condition holds; the process must live on meanwhile. */
    void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "the delivery process ended by itself: " + process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
        }
    }

    /** Lets it run on for a while. */
    void run(Duration time) throws InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(
                    "the delivery process ended by itself: " + process.exitValue());
        }
    }

    /** Kills it as the kernel does: no hook of it runs. Returns once it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
