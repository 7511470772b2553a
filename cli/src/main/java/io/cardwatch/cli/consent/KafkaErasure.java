package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.cli.kafka.WholeTopic;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.jobs.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Orders an erasure on a Kafka cluster, and follows it. */
final class KafkaErasure {
    private final Properties properties;
    private final KafkaCalls calls;
    private final WholeTopic erasures;
    private final WholeTopic status;
    private final WholeTopic attempts;

    KafkaErasure(Properties properties) {
        this.properties = properties;
        this.calls = new KafkaCalls(properties);
        this.erasures = new WholeTopic(properties, Topics.ERASURES);
        this.status = new WholeTopic(properties, Topics.ERASURE_STATUS);
        this.attempts = new WholeTopic(properties, Topics.ATTEMPTS);
    }

    /** Refuses a cluster on which nobody would hear of an erasure. */
    void requireTopics() throws CommandFailure {
        boolean unused =
                calls.call(
                        () -> {
                            for (WholeTopic topic : List.of(erasures, status)) {
                                if (topic.partitions() == 0) {
                                    throw CommandFailure.usage(
                                            "there is no topic '"
                                                    + topic.name()
                                                    + "' at "
                                                    + KafkaCalls.servers(properties)
                                                    + "; create it first: the jobs read and write"
                                                    + " erasures there");
                                }
                            }
                            return true;
                        });
    }

    /** Writes the order that both jobs read. */
    void order(Erasure erasure) throws CommandFailure {
        boolean unused =
                calls.call(
                        () -> {
                            erasures.write(
                                    null,
                                    erasure.erasureId().getBytes(UTF_8),
                                    erasure.json(),
                                    List.of());
                            return true;
                        });
    }

    /** Waits until all have reported, or the time is over. */
    Completion await(String erasureId, Duration patience) throws CommandFailure {
        Completion completion = new Completion(erasureId);
        long deadline = System.nanoTime() + patience.toNanos();
        return calls.call(
                () -> {
                    do {
                        // Short: a few records for each erasure of a week.
                        status.readToEnd(
                                record -> {
                                    ErasureStatus said =
                                            record.value() == null
                                                    ? null
                                                    : ErasureStatus.decode(record.value());
                                    if (said != null) {
                                        completion.add(said);
                                    }
                                });
                    } while (!completion.missing().isEmpty() && System.nanoTime() < deadline);
                    return completion;
                });
    }

    /** Writes tombstones for the attempts at sending to that cardholder; how many. */
    int forgetAttempts(String subject) throws CommandFailure {
        return calls.call(() -> forget(subject));
    }

    private int forget(String subject) throws InterruptedException, ExecutionException {
        Map<String, Integer> partitions = new TreeMap<>();
        attempts.readToEnd(
                record -> {
                    if (record.key() == null) {
                        return;
                    }
                    String key = new String(record.key(), UTF_8);
                    Attempt attempt =
                            record.value() == null ? null : AttemptJson.decode(record.value());
                    if (attempt != null && attempt.subject().equals(subject)) {
                        partitions.put(key, record.partition());
                    } else if (record.value() == null) {
                        partitions.remove(key);
                    }
                });
        for (Map.Entry<String, Integer> place : partitions.entrySet()) {
            attempts.write(place.getValue(), place.getKey().getBytes(UTF_8), null, List.of());
        }
        return partitions.size();
    }
}
