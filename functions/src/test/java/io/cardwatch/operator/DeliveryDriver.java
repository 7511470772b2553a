package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.SUBJECT;
import static io.cardwatch.operator.TestingJob.NOON;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.audit.Decision;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Evidence;
import io.cardwatch.consent.QuietHours;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.ChannelControl;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.engine.KeyHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;

/**
 * A delivery under test, with the topics that outlive it: it is told things, time passes, it
 * crashes and comes back.
 */
final class DeliveryDriver implements AutoCloseable {
    static final String BANK = "northbank";
    private static final KeyHash SUBTASK = new KeyHash(1, 2);

    private final DeliveryPlan plan;
    private final TestingChannel[] channels;
    private final TestingAttemptLog log = new TestingAttemptLog();
    private final List<Receipt> receipts = new ArrayList<>();
    private KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> harness;
    private long now = NOON.toEpochMilli();

    private DeliveryDriver(DeliveryPlan plan, TestingChannel... channels) throws Exception {
        this.plan = plan;
        this.channels = channels;
        harness = open(null);
    }

    /** A delivery that has read all topics. */
    static DeliveryDriver ready(DeliveryPlan plan, TestingChannel... channels) throws Exception {
        DeliveryDriver driver = new DeliveryDriver(plan, channels);
        driver.allRead();
        return driver;
    }

    static DeliveryDriver ready(TestingChannel... channels) throws Exception {
        return ready(TestingDelivery.PLAN, channels);
    }

    /** One that has read nothing yet. */
    static DeliveryDriver unready(TestingChannel... channels) throws Exception {
        return new DeliveryDriver(TestingDelivery.PLAN, channels);
    }

    private KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var opened = TestingDelivery.delivery(plan, log, channels);
        opened.setProcessingTime(now);
        if (snapshot != null) {
            opened.initializeState(snapshot);
        }
        opened.open();
        return opened;
    }

    KeyedHarness<KeyedAlert, DeliveryUpdate, Receipt> harness() {
        return harness;
    }

    TestingAttemptLog log() {
        return log;
    }

    /** The consents, attempts and controls have been read as far as they reached. */
    void allRead() throws Exception {
        for (DeliveryUpdate.Topic topic : DeliveryUpdate.Topic.values()) {
            tell(TestingDelivery.read(topic, SUBTASK));
        }
    }

    void tell(DeliveryUpdate update) throws Exception {
        harness.second(update);
        settle();
    }

    void settle() throws Exception {
        harness.runMails();
        receipts.addAll(harness.takeOutput());
    }

    void pass(Duration time) throws Exception {
        now += time.toMillis();
        harness.setProcessingTime(now);
        settle();
    }

    Instant now() {
        return Instant.ofEpochMilli(now);
    }

    void grant(String channel, long version) throws Exception {
        grant(channel, version, null);
    }

    void grant(String channel, long version, @Nullable QuietHours quiet) throws Exception {
        tell(granted(SUBJECT, TestingJob.SUBJECT, channel, version, quiet));
    }

    static DeliveryUpdate granted(
            KeyHash subject,
            String subjectRef,
            String channel,
            long version,
            @Nullable QuietHours quiet) {
        return DeliveryUpdate.of(
                subject,
                new Consent(
                        BANK,
                        subjectRef,
                        Consent.FRAUD_ALERTS,
                        channel,
                        ConsentStatus.GRANTED,
                        version,
                        TestingCardholder.ADDRESS,
                        "en-GB",
                        "UTC",
                        DetailLevel.DETAILED,
                        Severity.LOW,
                        quiet,
                        NOON.minus(Duration.ofDays(1)),
                        TestingCardholder.EXPIRES,
                        new Evidence("branch", "2026-01", "receipt-canary")));
    }

    void withdraw(String channel, long version) throws Exception {
        tell(withdrawn(SUBJECT, TestingJob.SUBJECT, channel, version));
    }

    static DeliveryUpdate withdrawn(
            KeyHash subject, String subjectRef, String channel, long version) {
        return DeliveryUpdate.of(
                subject,
                Consent.withdrawn(
                        new ConsentKey(BANK, subjectRef, Consent.FRAUD_ALERTS, channel), version));
    }

    void alert(String eventId, String... on) throws Exception {
        alert(eventId, Severity.HIGH, on);
    }

    void alert(String eventId, Severity severity, String... on) throws Exception {
        alert(new KeyedAlert(SUBJECT, alert(eventId, TestingJob.SUBJECT, severity, now(), 3, on)));
    }

    void alert(KeyedAlert alert) throws Exception {
        harness.first(alert);
        settle();
    }

    static Alert alert(
            String eventId,
            String subjectRef,
            Severity severity,
            Instant at,
            long consentVersion,
            String... on) {
        return new Alert(
                id(eventId),
                BANK,
                subjectRef,
                TestingJob.CARD,
                "7",
                List.of(new Finding("burst", 80, "812.40 at Canary-Shop", Map.of("tx_10m", 7.0))),
                80,
                severity,
                at,
                at,
                Stream.of(on)
                        .map(name -> new AlertChannel(name, consentVersion, DetailLevel.DETAILED))
                        .toList(),
                new AlertDetails(81_240, "EUR", TestingJob.MERCHANT));
    }

    static String id(String eventId) {
        return AlertId.of(BANK, eventId);
    }

    void control(String channel, boolean paused) throws Exception {
        tell(
                DeliveryUpdate.of(
                        SUBTASK, new ChannelControl(channel, paused, now(), "as the test says")));
    }

    void report(String eventId, String channel, SendOutcome.Kind kind) throws Exception {
        tell(
                DeliveryUpdate.of(
                        SUBJECT,
                        new Receipt(
                                id(eventId),
                                channel,
                                SUBJECT.hex(),
                                Receipt.Reporter.PROVIDER,
                                3,
                                1,
                                kind,
                                now(),
                                "m1",
                                null)));
    }

    /** All receipts since the last call, as "channel attempt outcome". */
    List<String> takeReceipts() {
        List<String> taken =
                receipts.stream()
                        .map(
                                receipt ->
                                        receipt.channel()
                                                + ' '
                                                + receipt.attempt()
                                                + ' '
                                                + receipt.outcome().wireName())
                        .toList();
        receipts.clear();
        return taken;
    }

    /** What the consents topic is told to end. */
    List<Consent> endedConsents() {
        List<Consent> ended = new ArrayList<>();
        var records = harness.getSideOutput(DeliverAlertsFactory.ENDED_CONSENTS);
        if (records != null) {
            records.forEach(record -> ended.add(record.getValue()));
        }
        return ended;
    }

    /** All that this run has decided. */
    List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        var records = harness.getSideOutput(DeliverAlertsFactory.DECISIONS);
        if (records != null) {
            records.forEach(record -> decisions.add(record.getValue()));
        }
        return decisions;
    }

    Map<String, Long> refusals() {
        return harness.counts(CardwatchMetrics.DELIVERIES_REFUSED);
    }

    OperatorSubtaskState checkpoint() throws Exception {
        return harness.snapshot();
    }

    /**
     * The process dies without a word and another starts from that checkpoint (null: from nothing);
     * it has read nothing yet. What is under way is never answered.
     */
    void crash(@Nullable OperatorSubtaskState checkpoint) throws Exception {
        log.drop();
        harness.beforeClose(() -> {});
        harness = open(checkpoint);
    }

    /** The attempts topic as it stands is read, and the consents are as the checkpoint had them. */
    void readAttempts() throws Exception {
        for (Attempt attempt : log.compacted()) {
            tell(DeliveryUpdate.of(subjectOf(attempt), attempt));
        }
        allRead();
    }

    private static KeyHash subjectOf(Attempt attempt) {
        return new KeyHash(
                HexFormat.fromHexDigitsToLong(attempt.subject(), 0, 16),
                HexFormat.fromHexDigitsToLong(attempt.subject(), 16, 32));
    }

    /** Lets everything under way land first: a harness ends its clock before its operator. */
    @Override
    public void close() {
        log.acknowledgeAll();
        Stream.of(channels).forEach(TestingChannel::answerAll);
        try {
            harness.runMails();
        } catch (Exception e) {
            throw new IllegalStateException("what is under way does not land", e);
        }
        harness.close();
    }
}
