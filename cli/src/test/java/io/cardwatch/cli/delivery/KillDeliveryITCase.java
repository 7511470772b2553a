package io.cardwatch.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.ReceiptJson;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.cli.delivery.Arrival.Form;
import io.cardwatch.jobs.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The delivery job is killed in the middle of sending, again and again, while alerts go on: none
 * may be lost, a provider that knows repeats sees the same message again at most, and no other
 * provider is sent anything twice.
 */
@Tag("faults")
final class KillDeliveryITCase {
    private static final long SEED = Long.getLong("cardwatch.faults.seed", 20_261_121L);
    private static final int KILLS = Integer.getInteger("cardwatch.faults.kills", 20);
    private static final int PER_SECOND = 100;
    private static final int LEAST_MILLIS = 500;
    private static final int SPAN_MILLIS = 3_500;
    private static final Duration RECOVERY = Duration.ofMinutes(3);
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final String PLAN =
            "{ digest-within: 0s, fallback-after: 10m,"
                    + " retry: { first: 1s, factor: 2, longest: 5s } }";

    private final Latencies recoveries = new Latencies();
    private final List<String> lines = new ArrayList<>();
    private final Random random = new Random(SEED);

    @Test
    void shouldLoseNothingAndSendNothingTwiceThoughKilledTwentyTimes() throws Exception {
        try (TestingDelivery delivery = TestingDelivery.open(List.of())) {
            delivery.hub().answerAfter(Duration.ofMillis(200));
            AlertPopulation alerts = new AlertPopulation(delivery);

            sendThroughKills(delivery, alerts);

            assertThat(delivery.hub().faults()).isEmpty();
            assertThat(alerts.foreign()).isEmpty();
            assertWebhooksEffectivelyOnce(delivery, alerts);
            assertTextsAtMostOnce(alerts, unknown(delivery));
            Report.write("kills", lines);
        }
    }

    private void sendThroughKills(TestingDelivery delivery, AlertPopulation alerts)
            throws Exception {
        FakeHub hub = delivery.hub();
        Path configuration = delivery.configuration(PLAN);
        Path folder = delivery.folder("flink");
        Path log = Files.createDirectories(Path.of("target", "delivery")).resolve("kills.log");
        Files.deleteIfExists(log);
        DeliveryProcess process = DeliveryProcess.start(configuration, folder, log);
        try {
            try (SteadyStream stream = SteadyStream.start(PER_SECOND, alerts::alert)) {
                process.await("a first message", RECOVERY, () -> hub.arrived() > 0);
                int underWay = 0;
                for (int kill = 0; kill < KILLS; kill++) {
                    process.run(Duration.ofMillis(LEAST_MILLIS + random.nextInt(SPAN_MILLIS)));
                    underWay += hub.underWay();
                    process.kill();
                    long killed = System.nanoTime();
                    process = DeliveryProcess.start(configuration, folder, log);
                    process.await("answers given up", RECOVERY, () -> hub.underWay() == 0);
                    long before = hub.arrived();
                    process.await("sending again", RECOVERY, () -> hub.arrived() > before);
                    recoveries.add(System.nanoTime() - killed);
                }
                lines.add(
                        "seed %d, %d kills, %d requests under way at them, %d alerts"
                                .formatted(SEED, KILLS, underWay, stream.done()));
                lines.add("from a kill to the next message: " + recoveries);
            }
            delivery.feed().flush();
            drain(process, delivery, alerts);
        } finally {
            process.kill();
        }
    }

    /** Until every alert has met its end; what is missing then is for the assertions to say. */
    private static void drain(
            DeliveryProcess process, TestingDelivery delivery, AlertPopulation alerts)
            throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (System.nanoTime() < deadline) {
            process.run(Duration.ofSeconds(2));
            Set<String> texts = alerts.without(Form.SMS, Treatment::taken);
            if (alerts.without(Form.WEBHOOK, Treatment::taken).isEmpty()
                    && unknown(delivery).containsAll(texts)) {
                return;
            }
        }
    }

    private void assertWebhooksEffectivelyOnce(TestingDelivery delivery, AlertPopulation alerts) {
        Set<String> lost = alerts.without(Form.WEBHOOK, Treatment::taken);
        assertThat(lost).as("lost; known of them: %s", told(delivery, lost)).isEmpty();
        long repeats = 0;
        for (String alertId : alerts.written(Form.WEBHOOK)) {
            List<Arrival> arrivals = alerts.arrivalsOf(alertId);
            repeats += arrivals.size() - 1;
            assertThat(arrivals).extracting(Arrival::key).containsOnly(arrivals.get(0).key());
            assertThat(arrivals)
                    .extracting(Arrival::alertIds)
                    .containsOnly(arrivals.get(0).alertIds());
        }
        lines.add(
                "webhooks: %d alerts, 0 lost, %d repeats under the same id"
                        .formatted(alerts.written(Form.WEBHOOK).size(), repeats));
    }

    private void assertTextsAtMostOnce(AlertPopulation alerts, Set<String> unknown) {
        Set<String> twice = new TreeSet<>();
        for (String alertId : alerts.written(Form.SMS)) {
            if (alerts.arrivalsOf(alertId).size() > 1) {
                twice.add(alertId);
            }
        }
        assertThat(twice).as("sent again blindly").isEmpty();
        Set<String> missing = alerts.without(Form.SMS, Treatment::taken);
        assertThat(missing).as("neither sent nor told of").isSubsetOf(unknown);
        lines.add(
                "SMS: %d alerts, 0 twice, %d with an unknown outcome, of which %d arrived"
                        .formatted(
                                alerts.written(Form.SMS).size(),
                                unknown.size(),
                                unknown.size() - missing.size()));
    }

    /** What stands on the attempts topic of a few of these alerts. */
    private static List<String> told(TestingDelivery delivery, Set<String> alertIds) {
        List<String> few = alertIds.stream().limit(3).toList();
        return few.isEmpty()
                ? few
                : delivery.values(Topics.ATTEMPTS).stream()
                        .filter(attempt -> few.stream().anyMatch(attempt::contains))
                        .toList();
    }

    /** The alerts of which a receipt says that nobody knows whether the SMS was sent. */
    private static Set<String> unknown(TestingDelivery delivery) {
        Set<String> unknown = new HashSet<>();
        for (String value : delivery.values(Topics.RECEIPTS)) {
            Receipt receipt = ReceiptJson.decode(value.getBytes(StandardCharsets.UTF_8));
            if (receipt.channel().equals(TestingDelivery.SMS)
                    && receipt.outcome() == SendOutcome.Kind.UNKNOWN) {
                unknown.add(receipt.alertId());
            }
        }
        return unknown;
    }
}
