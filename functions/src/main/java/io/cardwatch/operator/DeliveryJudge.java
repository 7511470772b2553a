package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.DeliveryConsent;
import io.cardwatch.consent.SuppressionReason;
import io.cardwatch.delivery.Delivery;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.delivery.QuietTimes;
import io.cardwatch.delivery.Track;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.rule.KeyDimension;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an alert of the current cardholder may go to a channel now, and if not, what then. */
final class DeliveryJudge implements Sending.LastCheck {
    static final String NOT_CONFIGURED = "not_configured";

    /**
     * How long an alert waits for a consent that this job has not read yet, before that channel is
     * given up.
     */
    private static final long PATIENCE_MILLIS = 60_000;

    private static final long CONSENT_CHECK_MILLIS = 1_000;

    private final DeliveryPlan plan;
    private final DeliveryState state;
    private final ChannelLanes lanes;
    private final Bookkeeping books;
    private final DeliveryHost host;
    private final KeyHasher hasher;

    DeliveryJudge(
            DeliveryPlan plan,
            DeliveryState state,
            ChannelLanes lanes,
            Bookkeeping books,
            DeliveryHost host,
            KeyHasher hasher) {
        this.plan = plan;
        this.state = state;
        this.lanes = lanes;
        this.books = books;
        this.host = host;
        this.hasher = hasher;
    }

    /** Whether it is no longer sent. */
    boolean isTooOld(Delivery delivery, long now) {
        return !plan.eventClock() && now >= delivery.expiresAt(plan.expireAfter()).toEpochMilli();
    }

    /** Whether something but consent speaks against sending that alert there at this moment. */
    @Override
    public boolean isUntimely(Delivery delivery, DeliveryConsent consent) {
        long now = host.now();
        return isTooOld(delivery, now)
                || (!plan.eventClock() && quietUntil(delivery, consent, now) > now);
    }

    /** The same where the channel may be attempted now; otherwise with that channel moved on. */
    Delivery judged(Delivery delivery, Track due, long now) throws Exception {
        Alert alert = delivery.alert();
        String channel = due.channel();
        AlertChannel allowed = alert.channel(channel);
        ChannelLane lane = lanes.of(alert.bankId(), channel);
        DeliveryConsent consent = state.consents().get(channel);
        if (lane == null || allowed == null) {
            books.refused(alert, channel, consent, NOT_CONFIGURED);
            return delivery.failed(channel);
        }
        if (ConsentPolicy.isBehind(consent, allowed)
                && host.now() - delivery.since() < PATIENCE_MILLIS) {
            return delivery.held(channel, now + CONSENT_CHECK_MILLIS);
        }
        Instant judgedAt = books.now(alert);
        if (ConsentPolicy.permit(consent, List.of(alert), judgedAt) == null) {
            books.refused(
                    alert, channel, consent, reason(consent, alert, allowed, judgedAt).wireName());
            return delivery.failed(channel);
        }
        if (consent != null && !plan.eventClock()) {
            long until = heldUntil(delivery, due, consent, lane, now);
            if (until > now) {
                return delivery.held(channel, until);
            }
        }
        if (lane.isDown() && delivery.opened() < delivery.tracks().size()) {
            return delivery.answered(
                    channel,
                    SendOutcome.Kind.CHANNEL_DOWN,
                    lane.traits(),
                    now + plan.laterAfter().toMillis());
        }
        return delivery;
    }

    private long heldUntil(
            Delivery delivery, Track due, DeliveryConsent consent, ChannelLane lane, long now)
            throws Exception {
        Alert alert = delivery.alert();
        // Who has just written is answered at once.
        if (alert.answered() != null) {
            return now;
        }
        long quietUntil = quietUntil(delivery, consent, now);
        if (quietUntil > now) {
            return quietUntil;
        }
        if (due.attempts() > 0 || !plan.gathers(lane.traits())) {
            return now;
        }
        DeliveryState.LastMessage last = state.lastMessage(card(alert), due.channel());
        return last == null || !last.severity().isAtLeast(alert.severity())
                ? now
                : last.at() + plan.digestWithin().toMillis();
    }

    /**
     * When the user's and the bank's quiet hours end, which are none for a critical alert, nor for
     * who has just written.
     */
    private long quietUntil(Delivery delivery, DeliveryConsent consent, long now) {
        Alert alert = delivery.alert();
        return alert.answered() != null || alert.severity().isAtLeast(Severity.CRITICAL)
                ? now
                : QuietTimes.end(
                                Instant.ofEpochMilli(now),
                                consent.quietHours(),
                                plan.of(alert.bankId()).quietHours(),
                                ConsentPolicy.zoneOf(consent.timeZone()))
                        .toEpochMilli();
    }

    private static SuppressionReason reason(
            @Nullable DeliveryConsent consent, Alert alert, AlertChannel channel, Instant now) {
        if (consent == null || ConsentPolicy.isBehind(consent, channel)) {
            return SuppressionReason.CONSENTS_NOT_LOADED;
        }
        SuppressionReason reason =
                ConsentPolicy.decide(
                                List.of(consent),
                                alert.bankId(),
                                Consent.FRAUD_ALERTS,
                                alert.severity(),
                                now)
                        .reason();
        return reason != null ? reason : SuppressionReason.NO_CONSENT;
    }

    /** What stands for the card in state. */
    String card(Alert alert) {
        return hasher.key(KeyDimension.CARD, alert.bankId(), alert.cardRef()).hex();
    }
}
