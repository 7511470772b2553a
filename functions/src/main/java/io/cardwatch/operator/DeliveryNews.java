package io.cardwatch.operator;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.Delivery;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.delivery.Track;
import io.cardwatch.engine.KeyHash;

/**
 * What topics tell of attempts, held against what state says of them: what this run and earlier
 * ones wrote down, and what providers reported later.
 */
final class DeliveryNews {
    private final DeliveryPlan plan;
    private final DeliveryState state;
    private final ChannelLanes lanes;
    private final Sending sending;
    private final Bookkeeping books;
    private final DeliveryHost host;

    DeliveryNews(
            DeliveryPlan plan,
            DeliveryState state,
            ChannelLanes lanes,
            Sending sending,
            Bookkeeping books,
            DeliveryHost host) {
        this.plan = plan;
        this.state = state;
        this.lanes = lanes;
        this.sending = sending;
        this.books = books;
        this.host = host;
    }

    /** An alert that has just come, with what was read of it before. */
    Delivery recalled(KeyHash subject, Delivery taken) throws Exception {
        Delivery delivery = taken;
        for (Track track : taken.tracks()) {
            Attempt known = state.recall(taken.alert().alertId(), track.channel());
            if (known != null) {
                delivery = learned(subject, delivery, known);
            }
        }
        return delivery;
    }

    /**
     * Takes in an attempt as it was written down, by this run or by an earlier one; true where it
     * told something new of an alert that is on its way.
     */
    boolean learn(KeyHash subject, Attempt attempt) throws Exception {
        Delivery delivery = state.deliveries().get(attempt.alertId());
        if (delivery != null) {
            if (!sending.isUnderWay(delivery) && delivery.learnsFrom(attempt)) {
                state.deliveries().put(learned(subject, delivery, attempt));
                return true;
            }
        } else if (!state.isHandled(attempt.alertId())) {
            state.remember(attempt);
        }
        return false;
    }

    private Delivery learned(KeyHash subject, Delivery delivery, Attempt attempt) throws Exception {
        ChannelLane lane = lanes.of(delivery.alert().bankId(), attempt.channel());
        Delivery learned =
                delivery.learned(
                        attempt, lane == null ? ChannelLane.GONE : lane.traits(), retryAt(attempt));
        books.repeat(subject, learned, attempt);
        return learned;
    }

    /** As long after the earlier run's answer as it would have waited itself, at least. */
    private long retryAt(Attempt attempt) {
        long at = attempt.at().toEpochMilli();
        SendOutcome.Kind outcome = attempt.outcome();
        if (outcome == SendOutcome.Kind.RETRY_LATER || outcome == SendOutcome.Kind.CHANNEL_DOWN) {
            return at + plan.laterAfter().toMillis();
        }
        return outcome == null ? host.now() : at + plan.retry().first().toMillis();
    }

    /**
     * Takes in what a provider reported of a message that it had taken over; true where that
     * changed how an alert stands.
     */
    boolean hear(Receipt report) throws Exception {
        Delivery delivery = state.deliveries().get(report.alertId());
        Track track = delivery == null ? null : delivery.track(report.channel());
        if (delivery == null || track == null) {
            return false;
        }
        if (Bookkeeping.ends(report.outcome())) {
            books.end(delivery.alert(), report.channel(), report.consentVersion());
        }
        if (track.state() == Track.State.INTENDED && sending.isUnderWay(delivery)) {
            sending.hearLater(delivery, report.channel(), report.outcome());
            return false;
        }
        state.deliveries().put(delivery.reported(report.channel(), report.outcome()));
        return true;
    }
}
