package io.cardwatch.cli.gateway;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.console.Interruption;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.gateway.Gateway;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code gateway}. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "Takes what providers and users say: answers, reports, opt-ins and opt-outs.",
            "It runs until it is stopped, and answers 503 until the topics have been read."
        })
public final class GatewayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "The delivery job's configuration, with a section gateway.")
    private @Nullable Path config;

    public GatewayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure {
        Interruption ctrlC = new Interruption();
        try (Gateway gateway = start()) {
            terminal.print("listening on port " + gateway.port() + " for");
            gateway.paths().forEach(path -> terminal.print("  " + path));
            terminal.print("health and metrics on port " + gateway.adminPort());
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            return ExitCode.DONE;
        } finally {
            ctrlC.close();
        }
    }

    private Gateway start() throws CommandFailure {
        try {
            return Gateway.start(GatewayConfig.read(requireNonNull(config, "config")));
        } catch (ConfigException | IllegalStateException e) {
            // A secret that cannot be read; its message names the place alone.
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw CommandFailure.usage(
                    "Kafka does not answer, or lacks a topic (docs/gateway.md names them): "
                            + e.getClass().getSimpleName(),
                    e);
        } catch (IOException e) {
            throw CommandFailure.usage("the gateway cannot listen: " + e.getMessage(), e);
        }
    }
}
