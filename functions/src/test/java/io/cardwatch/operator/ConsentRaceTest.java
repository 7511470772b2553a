package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Severity;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.engine.KeyHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random interleavings of grants, withdrawals, alerts, answers, retries, fallbacks, pauses and
 * crashes, each cardholder one interleaving. Whenever an attempt starts, the withdrawal that was
 * read last for its cardholder and channel must be older than a grant; a channel without keys never
 * is asked again for an alert that it did not surely refuse.
 */
class ConsentRaceTest {
    private static final int CARDHOLDERS_A_RUN = 200;
    private static final int STEPS_A_CARDHOLDER = 16;

    /** A crash is everybody's: of two hundred cardholders each lives through some ten. */
    private static final int CRASHES_ONE_IN = 20;

    private static final int CHECKPOINTS_A_CRASH = 3;
    private static final List<String> CHANNELS = List.of("hub", "push", "sms");
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final List<Kind> ANSWERS =
            List.of(
                    Kind.ACCEPTED,
                    Kind.ACCEPTED,
                    Kind.DELIVERED,
                    Kind.RETRY,
                    Kind.RETRY_LATER,
                    Kind.UNKNOWN,
                    Kind.UNDELIVERED,
                    Kind.DEAD_ADDRESS,
                    Kind.WITHDRAWN,
                    Kind.OUR_BUG);

    @Test
    void shouldStartNoAttemptAfterAWithdrawalThatWasRead() throws Exception {
        race(600, 20_261_121);
    }

    @Test
    @Tag("full")
    void shouldStartNoAttemptAfterAWithdrawalInAHundredThousandInterleavings() throws Exception {
        race(100_000, 7);
    }

    private static void race(int interleavings, long seed) throws Exception {
        int attempts = 0;
        int refused = 0;
        for (int run = 0; run * CARDHOLDERS_A_RUN < interleavings; run++) {
            try (Race race = new Race(new Random(seed + run))) {
                race.run();
                attempts += race.attempts();
                refused += race.refusals();
            }
        }
        // What never happens proves nothing.
        assertThat(attempts).isGreaterThan(interleavings);
        assertThat(refused).isGreaterThan(interleavings / 10);
    }

    /** One run of many cardholders through one delivery. */
    private static final class Race implements AutoCloseable {
        private final Random random;
        private final Map<String, TestingChannel> channels = new HashMap<>();
        private final DeliveryDriver delivery;
        private final List<DeliveryUpdate> consentsTopic = new ArrayList<>();
        private final List<KeyedAlert> alertsTopic = new ArrayList<>();
        private final Map<String, Long> versions = new HashMap<>();

        /** Of each cardholder and channel, whether the last consent that was read is a grant. */
        private final Map<String, Boolean> granted = new HashMap<>();

        /** Alerts that a channel was asked to send and did not surely refuse. */
        private final Set<String> perhapsSent = new HashSet<>();

        private int attempts;
        private int events;
        private @Nullable OperatorSubtaskState checkpoint;
        private int consentsAtCheckpoint;
        private int alertsAtCheckpoint;

        Race(Random random) throws Exception {
            this.random = random;
            channels.put("hub", new TestingChannel("hub", true, false));
            channels.put("push", new TestingChannel("push", false, true));
            channels.put("sms", new TestingChannel("sms"));
            channels.values().forEach(channel -> channel.watch(this::started));
            delivery = DeliveryDriver.ready(channels.values().toArray(TestingChannel[]::new));
        }

        void run() throws Exception {
            for (int step = 0; step < CARDHOLDERS_A_RUN * STEPS_A_CARDHOLDER; step++) {
                step(random.nextInt(CARDHOLDERS_A_RUN));
            }
            if (delivery.log().isHolding()) {
                delivery.log().acknowledgeAll();
            }
            delivery.settle();
        }

        private void step(int cardholder) throws Exception {
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> consent(cardholder, true);
                case 3, 4 -> consent(cardholder, false);
                case 5, 6, 7, 8 -> alert(cardholder);
                case 9, 10, 11 -> answerSome();
                case 12 -> delivery.pass(Duration.ofSeconds(random.nextInt(200)));
                case 13 -> holdOrAcknowledge();
                case 14 -> delivery.control(anyChannel(), random.nextInt(3) == 0);
                default -> checkpointOrCrash();
            }
        }

        private void consent(int cardholder, boolean grant) throws Exception {
            String channel = anyChannel();
            String entry = subjectRef(cardholder) + '|' + channel;
            long version = versions.merge(entry, 1L, Long::sum);
            KeyHash subject = subject(cardholder);
            DeliveryUpdate update =
                    grant
                            ? DeliveryDriver.granted(
                                    subject, subjectRef(cardholder), channel, version, null)
                            : DeliveryDriver.withdrawn(
                                    subject, subjectRef(cardholder), channel, version);
            consentsTopic.add(update);
            read(update);
        }

        private void read(DeliveryUpdate update) throws Exception {
            Consent consent = update.consent();
            if (consent != null) {
                granted.put(
                        consent.subjectRef() + '|' + consent.channel(),
                        consent.status() == ConsentStatus.GRANTED);
            }
            delivery.tell(update);
        }

        private void alert(int cardholder) throws Exception {
            String subjectRef = subjectRef(cardholder);
            List<String> on =
                    CHANNELS.stream()
                            .filter(channel -> versions.containsKey(subjectRef + '|' + channel))
                            .toList();
            if (on.isEmpty()) {
                return;
            }
            Severity severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
            KeyedAlert alert =
                    new KeyedAlert(
                            subject(cardholder),
                            DeliveryDriver.alert(
                                    "e" + events++,
                                    subjectRef,
                                    severity,
                                    delivery.now(),
                                    1,
                                    on.toArray(String[]::new)));
            alertsTopic.add(alert);
            delivery.alert(alert);
        }

        private void answerSome() throws Exception {
            for (TestingChannel channel : channels.values()) {
                for (TestingChannel.Attempt attempt : channel.open()) {
                    if (random.nextBoolean()) {
                        Kind kind = ANSWERS.get(random.nextInt(ANSWERS.size()));
                        note(channel, attempt, kind);
                        attempt.answers(kind);
                    }
                }
            }
            delivery.settle();
        }

        private void note(TestingChannel channel, TestingChannel.Attempt attempt, Kind kind) {
            for (String alertId : attempt.alertIds()) {
                String place = alertId + '|' + channel.name();
                if (kind == Kind.RETRY || kind == Kind.RETRY_LATER) {
                    // Surely not sent: it may come again.
                    perhapsSent.remove(place);
                }
            }
        }

        private void holdOrAcknowledge() throws Exception {
            if (delivery.log().isHolding()) {
                delivery.log().acknowledgeAll();
                delivery.settle();
            } else {
                delivery.log().hold();
            }
        }

        private void checkpointOrCrash() throws Exception {
            int dice = random.nextInt(CRASHES_ONE_IN);
            if (dice > CHECKPOINTS_A_CRASH) {
                return;
            }
            if (dice > 0) {
                checkpoint = delivery.checkpoint();
                consentsAtCheckpoint = consentsTopic.size();
                alertsAtCheckpoint = alertsTopic.size();
                return;
            }
            if (checkpoint == null) {
                consentsAtCheckpoint = 0;
                alertsAtCheckpoint = 0;
            }
            // What was under way when the process died: its answer is lost.
            channels.values().forEach(TestingChannel::forget);
            delivery.crash(checkpoint);
            List<KeyedAlert> alerts = alertsTopic.subList(alertsAtCheckpoint, alertsTopic.size());
            boolean alertsFirst = random.nextBoolean();
            if (alertsFirst) {
                replay(alerts);
            }
            for (int i = consentsAtCheckpoint; i < consentsTopic.size(); i++) {
                delivery.tell(consentsTopic.get(i));
            }
            delivery.readAttempts();
            if (!alertsFirst) {
                replay(alerts);
            }
        }

        private void replay(List<KeyedAlert> alerts) throws Exception {
            for (KeyedAlert alert : List.copyOf(alerts)) {
                delivery.alert(alert);
            }
        }

        /** Called by a channel on the very moment when an attempt starts. */
        private void started(TestingChannel channel, String subjectRef, List<String> alertIds) {
            attempts++;
            assertThat(granted.get(subjectRef + '|' + channel.name()))
                    .as("the last consent that was read for %s on %s", subjectRef, channel.name())
                    .isTrue();
            for (String alertId : alertIds) {
                boolean first = perhapsSent.add(alertId + '|' + channel.name());
                assertThat(first || channel.idempotent())
                        .as("%s is not sent again on %s", alertId, channel.name())
                        .isTrue();
            }
        }

        private String anyChannel() {
            return CHANNELS.get(random.nextInt(CHANNELS.size()));
        }

        private static String subjectRef(int cardholder) {
            return "cardholder-" + cardholder;
        }

        private static KeyHash subject(int cardholder) {
            return TestingJob.HASHER.subject(DeliveryDriver.BANK, subjectRef(cardholder));
        }

        int attempts() {
            return attempts;
        }

        int refusals() {
            return delivery.refusals().values().stream().mapToInt(Long::intValue).sum();
        }

        @Override
        public void close() {
            channels.values().forEach(channel -> channel.watch(null));
            delivery.close();
        }
    }
}
