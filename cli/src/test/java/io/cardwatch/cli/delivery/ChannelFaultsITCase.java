package io.cardwatch.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.delivery.Arrival.Form;
import io.cardwatch.cli.local.EmbeddedFlink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One provider fails for a while, in each of the ways in which providers fail. */
@Tag("faults")
final class ChannelFaultsITCase {
    private static final int PER_SECOND = 100;
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofMinutes(3);
    private static final String PLAN =
            "{ digest-within: 0s, fallback-after: 10m, later-after: 5s,"
                    + " retry: { first: 1s, factor: 2, longest: 5s } }";

    @ParameterizedTest
    @EnumSource(
            value = Treatment.class,
            names = {"ACCEPT"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldLoseNoWebhookAndDelayNoTextWhileTheHubFails(Treatment treatment) throws Exception {
        try (Outage outage = new Outage(Form.WEBHOOK, treatment)) {
            outage.survive(Form.SMS);

            Await.until(
                    "every webhook accepted",
                    RECOVERY,
                    () ->
                            outage.alerts
                                    .without(Form.WEBHOOK, t -> t == Treatment.ACCEPT)
                                    .isEmpty());
            for (String alertId : outage.alerts.written(Form.WEBHOOK)) {
                List<Arrival> arrivals = outage.alerts.arrivalsOf(alertId);
                assertThat(arrivals).extracting(Arrival::key).containsOnly(arrivals.get(0).key());
            }
            outage.report();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Treatment.class,
            names = {"ACCEPT"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldSendNoTextTwiceAndDelayNoWebhookWhileTheProviderFails(Treatment treatment)
            throws Exception {
        try (Outage outage = new Outage(Form.SMS, treatment)) {
            outage.survive(Form.WEBHOOK);

            Await.until(
                    "every text taken over",
                    RECOVERY,
                    () -> outage.alerts.without(Form.SMS, Treatment::taken).isEmpty());
            for (String alertId : outage.alerts.written(Form.SMS)) {
                assertThat(outage.alerts.arrivalsOf(alertId))
                        .filteredOn(arrival -> arrival.treatment().taken())
                        .hasSize(1);
            }
            outage.report();
        }
    }

    /** Alerts on both channels, of which one fails after a while and recovers. */
    private static final class Outage implements AutoCloseable {
        private final Form failing;
        private final Treatment treatment;
        private final TestingDelivery delivery;
        private final EmbeddedFlink flink;
        private final AlertPopulation alerts;
        private final List<String> lines = new ArrayList<>();

        private Outage(Form failing, Treatment treatment) throws Exception {
            this.failing = failing;
            this.treatment = treatment;
            delivery = TestingDelivery.open(List.of());
            flink = EmbeddedFlink.start(delivery.folder("flink"), 1, TestingDelivery.PARALLELISM);
            delivery.hub().answerAfter(Duration.ofMillis(50));
            alerts = new AlertPopulation(delivery);
            TestingDelivery.startJob(flink, delivery.configuration(PLAN));
        }

        /** The other form's alerts all arrive while the failing one still fails. */
        private void survive(Form other) throws Exception {
            FakeHub hub = delivery.hub();
            try (SteadyStream stream = SteadyStream.start(PER_SECOND, alerts::alert)) {
                Await.until("messages in both forms", () -> stream.done() > 500);
                Await.until(
                        "a first message in either form",
                        () -> hub.arrived() > 0 && alerts.without(other, t -> true).size() < 100);
                long failed = System.nanoTime();
                lines.add("before, " + other + ": " + alerts.firstArrivals(other, 0, failed));
                hub.treat(failing, () -> treatment);
                LockSupport.parkNanos(OUTAGE.toNanos());
                lines.add(
                        "meanwhile, "
                                + other
                                + ": "
                                + alerts.firstArrivals(other, failed, System.nanoTime()));
            }
            Await.until(
                    "every alert in the other form",
                    () -> alerts.without(other, t -> true).isEmpty());
            lines.add("at the end of the outage, waiting: " + waiting());
            hub.treat(failing, () -> Treatment.ACCEPT);
        }

        private int waiting() {
            return alerts.without(failing, t -> t == Treatment.ACCEPT).size();
        }

        private void report() throws Exception {
            assertThat(delivery.hub().faults()).isEmpty();
            Report.write("outage-" + failing + "-" + treatment, lines);
        }

        @Override
        public void close() throws IOException {
            flink.close();
            delivery.close();
        }
    }
}
