package io.cardwatch.operator;

import io.cardwatch.channel.Receipt;
import java.time.Duration;
import java.util.stream.Stream;

/** Deliveries to run; two alerts may wait, on the machine's clock. */
final class TestingDelivery {
    static final int MAX_WAITING = 2;
    static final Duration ALERT_MEMORY = Duration.ofDays(8);

    private TestingDelivery() {}

    static KeyedHarness<KeyedAlert, ConsentUpdate, Receipt> through(TestingChannel... channels)
            throws Exception {
        return delivery(false, 1, 0, channels);
    }

    static KeyedHarness<KeyedAlert, ConsentUpdate, Receipt> onTheEventsClock(
            TestingChannel... channels) throws Exception {
        return delivery(true, 1, 0, channels);
    }

    static KeyedHarness<KeyedAlert, ConsentUpdate, Receipt> through(
            int parallelism, int subtask, TestingChannel channel) throws Exception {
        return delivery(false, parallelism, subtask, channel);
    }

    private static KeyedHarness<KeyedAlert, ConsentUpdate, Receipt> delivery(
            boolean eventClock, int parallelism, int subtask, TestingChannel... channels)
            throws Exception {
        KeyedHarness<KeyedAlert, ConsentUpdate, Receipt> harness =
                KeyedHarness.twoInputs(
                        new DeliverAlertsFactory(
                                new DeliverAlertsFactory.DeliverySettings(
                                        TestingChannel.setup(channels),
                                        TestingJob.SECRET,
                                        eventClock,
                                        MAX_WAITING,
                                        ALERT_MEMORY)),
                        KeyedAlert::subject,
                        ConsentUpdate::subject,
                        parallelism,
                        subtask);
        harness.beforeClose(() -> Stream.of(channels).forEach(TestingChannel::answerAll));
        return harness;
    }
}
