package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.secret.SecretReference;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/** Gates to run. */
final class TestingGate {
    static final Duration COOLDOWN = Duration.ofMinutes(30);

    private TestingGate() {}

    static KeyedHarness<AlertCandidate, ConsentUpdate, Alert> onTheWallClock(int maxWaiting)
            throws Exception {
        return gate(false, maxWaiting, TestingJob.SECRET);
    }

    static KeyedHarness<AlertCandidate, ConsentUpdate, Alert> onTheEventsClock() throws Exception {
        return gate(true, 10, TestingJob.SECRET);
    }

    static KeyedHarness<AlertCandidate, ConsentUpdate, Alert> gate(
            boolean eventClock, int maxWaiting, SecretReference secret) throws Exception {
        return gate(eventClock, maxWaiting, secret, 1, 0);
    }

    static KeyedHarness<AlertCandidate, ConsentUpdate, Alert> gate(
            boolean eventClock,
            int maxWaiting,
            SecretReference secret,
            int parallelism,
            int subtask)
            throws Exception {
        return KeyedHarness.twoInputs(
                SimpleOperatorFactory.of(
                        new KeyedCoProcessOperator<>(
                                new GateByConsent(secret, eventClock, maxWaiting))),
                AlertCandidate::subject,
                ConsentUpdate::subject,
                parallelism,
                subtask);
    }
}
