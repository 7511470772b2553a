package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.audit.Decision;
import io.cardwatch.audit.Decision.What;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.DeliveryConsent;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptLog;
import io.cardwatch.delivery.Delivery;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.delivery.Track;
import io.cardwatch.engine.KeyHash;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written of alerts: their attempts to the topic of these and to the receipts, the consents
 * they end, and what the audit log is told.
 */
final class Bookkeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

    private final DeliveryPlan plan;
    private final DeliveryState state;
    private final AttemptLog log;
    private final DeliveryHost host;
    private final CardwatchMetrics counters;

    Bookkeeping(
            DeliveryPlan plan,
            DeliveryState state,
            AttemptLog log,
            DeliveryHost host,
            CardwatchMetrics counters) {
        this.plan = plan;
        this.state = state;
        this.log = log;
        this.host = host;
        this.counters = counters;
    }

    /** What "now" means for that alert. */
    Instant now(Alert alert) {
        return plan.eventClock() ? alert.eventTime() : Instant.ofEpochMilli(host.now());
    }

    /** Does what an earlier run's answer asks for, in case it did not come to it. */
    void repeat(KeyHash subject, Delivery delivery, Attempt attempt) throws Exception {
        Kind kind = attempt.outcome();
        if (kind == null) {
            return;
        }
        report(
                subject,
                delivery,
                attempt.channel(),
                new SendOutcome(kind, attempt.providerMessageId(), attempt.code(), null));
        if (ends(kind)) {
            end(delivery.alert(), attempt.channel(), attempt.consentVersion());
        }
    }

    /** Writes down how far the last attempt on that channel has come. */
    CompletionStage<Void> write(
            KeyHash subject,
            Delivery delivery,
            String channel,
            Attempt.Phase phase,
            @Nullable SendOutcome outcome) {
        Track track = requireNonNull(delivery.track(channel));
        Attempt attempt =
                new Attempt(
                        delivery.alert().alertId(),
                        channel,
                        subject.hex(),
                        track.attempts(),
                        phase,
                        track.consentVersion(),
                        Instant.ofEpochMilli(host.now()),
                        outcome == null ? null : outcome.kind(),
                        outcome == null ? null : outcome.providerMessageId(),
                        outcome == null ? null : outcome.code());
        try {
            return log.write(attempt);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Whether that outcome ends the consent. */
    static boolean ends(Kind kind) {
        return kind == Kind.DEAD_ADDRESS || kind == Kind.WITHDRAWN;
    }

    /**
     * The consent ends in the version that it has: what the bank or the user says next counts
     * again.
     */
    void end(Alert alert, String channel, long consentVersion) throws Exception {
        Consent ended =
                Consent.withdrawn(
                        new ConsentKey(
                                alert.bankId(), alert.subjectRef(), Consent.FRAUD_ALERTS, channel),
                        consentVersion);
        state.consents().merge(ended);
        host.emit(ended);
    }

    /** Counts the outcome of the last attempt on that channel, and tells of it. */
    void report(KeyHash subject, Delivery delivery, String channel, SendOutcome outcome) {
        Track track = requireNonNull(delivery.track(channel));
        counters.counter(
                        CardwatchMetrics.DELIVERIES,
                        "channel",
                        channel,
                        "outcome",
                        outcome.kind().wireName())
                .inc();
        host.emit(
                new Receipt(
                        delivery.alert().alertId(),
                        channel,
                        subject.hex(),
                        Receipt.Reporter.ATTEMPT,
                        track.consentVersion(),
                        track.attempts(),
                        outcome.kind(),
                        now(delivery.alert()),
                        outcome.providerMessageId(),
                        outcome.code()));
        decide(
                delivery.alert(),
                What.ATTEMPT,
                outcome.kind().wireName(),
                channel,
                track.consentVersion(),
                track.attempts(),
                outcome.code());
    }

    /** The alert does not go to that channel, by that consent if any. */
    void refused(Alert alert, String channel, @Nullable DeliveryConsent consent, String reason) {
        counters.counter(CardwatchMetrics.DELIVERIES_REFUSED, "channel", channel, "reason", reason)
                .inc();
        Long version = consent == null ? null : consent.version();
        decide(alert, What.REFUSED, Decision.NOT_SENT, channel, version, null, reason);
    }

    /** There is no room for the alert. */
    void dropped(Alert alert) {
        LOG.error("no room for another alert: {} is dropped", alert.alertId());
        counters.counter(CardwatchMetrics.ALERTS_DROPPED).inc();
        decide(alert, What.DROPPED, Decision.NOT_SENT);
    }

    /** Something was decided about the alert as a whole. */
    void decide(Alert alert, What what, String outcome) {
        decide(alert, what, outcome, null, null, null, null);
    }

    private void decide(
            Alert alert,
            What what,
            String outcome,
            @Nullable String channel,
            @Nullable Long consentVersion,
            @Nullable Integer attempt,
            @Nullable String reason) {
        host.emit(
                Decision.of(
                        alert.bankId(),
                        alert.alertId(),
                        alert.ruleSetVersion(),
                        what,
                        outcome,
                        channel,
                        consentVersion,
                        attempt,
                        reason,
                        now(alert)));
    }
}
