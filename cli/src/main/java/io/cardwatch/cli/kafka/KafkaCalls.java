package io.cardwatch.cli.kafka;

import io.cardwatch.cli.console.CommandFailure;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Puts into words for a person what a Kafka client throws. */
public final class KafkaCalls {
    private final Properties properties;

    /** Calls of clients with those settings. */
    public KafkaCalls(Properties properties) {
        this.properties = properties;
    }

    /** Something that a Kafka client is asked to do. */
    public interface Call<T> {
        T run() throws CommandFailure, InterruptedException, ExecutionException;
    }

    /**
     * Has it done.
     *
     * @throws CommandFailure with what to tell a person, where it fails
     */
    public <T> T call(Call<T> call) throws CommandFailure {
        try {
            return call.run();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.doesNotHold("interrupted");
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** The answer, or null where it is that there is no such topic. */
    public static <T> @Nullable T orNullWhereAbsent(Future<T> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    /** Where those settings lead. */
    public static String servers(Properties properties) {
        return properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    private CommandFailure failure(Throwable thrown) {
        Throwable cause = root(thrown);
        String at = servers(properties);
        if (cause instanceof TimeoutException) {
            return CommandFailure.usage(
                    "no Kafka broker answers at " + at + "; is it there, and is this its address?");
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return CommandFailure.usage(
                    "Kafka at " + at + " does not let us in: " + cause.getMessage());
        }
        if (cause instanceof ConfigException) {
            return CommandFailure.usage(
                    "the client settings cannot be used: " + cause.getMessage());
        }
        if (cause instanceof RecordTooLargeException) {
            return CommandFailure.usage("what is written is too large for a Kafka record");
        }
        return CommandFailure.usage(
                "Kafka at " + at + " refused: " + cause.getClass().getSimpleName(), thrown);
    }

    /** What a client wraps when it cannot be made says the most. */
    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() instanceof KafkaException deeper) {
            cause = deeper;
        }
        return cause;
    }
}
