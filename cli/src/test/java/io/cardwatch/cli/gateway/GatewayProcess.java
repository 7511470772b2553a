package io.cardwatch.cli.gateway;

import io.cardwatch.cli.CardwatchCommand;
import io.cardwatch.cli.delivery.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code gateway} in a process of its own, to be killed and started again. */
final class GatewayProcess {
    private static final Pattern PORT = Pattern.compile("listening on port (\\d+)");

    private final Path configuration;
    private final Path folder;
    private Process process;
    private int starts;

    GatewayProcess(Path configuration, Path folder) {
        this.configuration = configuration;
        this.folder = folder;
    }

    /** Starts it and says where it listens; it answers 503 until it has read its topics. */
    URI start() throws IOException {
        Path log = folder.resolve("gateway-" + starts++ + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                CardwatchCommand.class.getName(),
                                "gateway",
                                "--config",
                                configuration.toString()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        process = builder.start();
        Await.until("the gateway listens", () -> port(log).find());
        Matcher port = port(log);
        if (!port.find()) {
            throw new IOException("no port in what the gateway printed");
        }
        return URI.create("http://127.0.0.1:" + port.group(1));
    }

    private static Matcher port(Path log) {
        try {
            return PORT.matcher(Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it as the kernel does: no hook of it runs. Returns once it is gone. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
