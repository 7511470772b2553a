package io.cardwatch.operator;

import io.cardwatch.channel.Receipt;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.engine.KeyHash;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Deliveries to run. */
final class TestingDelivery {
    static final Duration ALERT_MEMORY = Duration.ofDays(8);
    static final DeliveryPlan PLAN = plan(false, 100);

    private TestingDelivery() {}

    /** On the machine's clock, with the usual plan; attempts are written down at once. */
    static KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> through(TestingChannel... channels)
            throws Exception {
        return delivery(PLAN, new TestingAttemptLog(), channels);
    }

    static KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> onTheEventsClock(
            TestingChannel... channels) throws Exception {
        return delivery(plan(true, 100), new TestingAttemptLog(), channels);
    }

    static KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> through(
            int parallelism, int subtask, TestingChannel channel) throws Exception {
        return delivery(PLAN, new TestingAttemptLog(), parallelism, subtask, channel);
    }

    static KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> delivery(
            DeliveryPlan plan, TestingAttemptLog log, TestingChannel... channels) throws Exception {
        return delivery(plan, log, 1, 0, channels);
    }

    private static KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> delivery(
            DeliveryPlan plan,
            TestingAttemptLog log,
            int parallelism,
            int subtask,
            TestingChannel... channels)
            throws Exception {
        KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> harness =
                KeyedHarness.twoInputs(
                        new DeliverAlertsFactory(
                                new DeliverAlertsFactory.DeliverySettings(
                                        TestingChannel.setup(channels),
                                        TestingJob.SECRET,
                                        plan,
                                        run -> log)),
                        KeyedAlert::subject,
                        DeliveryUpdate::subject,
                        parallelism,
                        subtask);
        harness.beforeClose(
                () -> {
                    log.acknowledgeAll();
                    Stream.of(channels).forEach(TestingChannel::answerAll);
                });
        return harness;
    }

    static DeliveryPlan plan(boolean eventClock, int maxPending) {
        DeliveryPlan plan = DeliveryPlan.defaults(eventClock);
        return new DeliveryPlan(
                eventClock,
                ALERT_MEMORY,
                maxPending,
                plan.fallbackAfter(),
                plan.expireAfter(),
                plan.digestWithin(),
                plan.retry(),
                plan.laterAfter(),
                plan.others(),
                Map.of());
    }

    /** Attempts and controls, which tests that are not about them have as good as read. */
    static void restRead(KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> delivery)
            throws Exception {
        restRead(delivery, new KeyHash(1, 2));
    }

    static void restRead(
            KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> delivery, KeyHash subtaskKey)
            throws Exception {
        delivery.second(read(DeliveryUpdate.Topic.ATTEMPTS, subtaskKey));
        delivery.second(read(DeliveryUpdate.Topic.CONTROLS, subtaskKey));
    }

    static DeliveryUpdate read(DeliveryUpdate.Topic topic, KeyHash subtaskKey) {
        return DeliveryUpdate.of(subtaskKey, new DeliveryUpdate.PartitionRead(topic, 0, 1));
    }

    static DeliveryUpdate update(ConsentUpdate update) {
        return update.consent() != null
                ? DeliveryUpdate.of(update.subject(), update.consent())
                : DeliveryUpdate.of(
                        update.subject(),
                        new DeliveryUpdate.PartitionRead(
                                DeliveryUpdate.Topic.CONSENTS,
                                update.partition(),
                                update.partitions()));
    }
}
