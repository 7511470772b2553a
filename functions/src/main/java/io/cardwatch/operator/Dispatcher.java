package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.Severity;
import io.cardwatch.audit.Decision;
import io.cardwatch.audit.Decision.What;
import io.cardwatch.delivery.Delivery;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.delivery.Track;
import io.cardwatch.engine.KeyHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be done for a cardholder now: which alerts are too old, which channel is next,
 * who has to wait and why, what goes into one message. Sending is {@link Sending}'s.
 */
final class Dispatcher {
    private static final int MOST_IN_A_DIGEST = 20;

    /** So many turns are given before the operator looks at its inputs again. */
    private static final int MOST_TURNS = 500;

    private static final long SHORTEST_WAIT_MILLIS = 20;

    /** One message: the channel, and the card where several alerts of it may share the message. */
    private record Envelope(String channel, String card) {}

    private final DeliveryPlan plan;
    private final DeliveryState state;
    private final ChannelLanes lanes;
    private final Sending sending;
    private final DeliveryJudge judge;
    private final Bookkeeping books;
    private final DeliveryHost host;
    private final CardwatchMetrics counters;
    private @Nullable ChannelLane turnOf;
    private int pending;

    Dispatcher(
            DeliveryPlan plan,
            DeliveryState state,
            ChannelLanes lanes,
            Sending sending,
            DeliveryJudge judge,
            Bookkeeping books,
            DeliveryHost host,
            CardwatchMetrics counters) {
        this.plan = plan;
        this.state = state;
        this.lanes = lanes;
        this.sending = sending;
        this.judge = judge;
        this.books = books;
        this.host = host;
        this.counters = counters;
    }

    /** How many alerts of this subtask are on their way. */
    int pending() {
        return pending;
    }

    /** From here on {@link #pending} counts what is {@link #found}. */
    void recount() {
        pending = 0;
    }

    /** Counts what one cardholder has on its way. */
    void found(int deliveries) {
        pending += deliveries;
    }

    /** Counts what of the current cardholder was forgotten instead of finished. */
    void forgotten(int deliveries) {
        pending = Math.max(0, pending - deliveries);
    }

    /** Whether there is room for one more alert. */
    boolean hasRoom() {
        return pending < plan.maxPending();
    }

    /** Takes an alert in. */
    void takeIn(Delivery delivery) throws Exception {
        pending++;
        state.deliveries().put(delivery);
    }

    /** Does all that is to be done for the current cardholder now. */
    void work(KeyHash subject) throws Exception {
        long now = host.now();
        List<Delivery> left = new ArrayList<>();
        for (Delivery stored : state.deliveries().all()) {
            Delivery moved = moved(subject, stored, now);
            if (moved.settled()) {
                finish(moved, now);
                continue;
            }
            if (!moved.equals(stored)) {
                state.deliveries().put(moved);
            }
            left.add(moved);
        }
        startDue(subject, left, now);
        lookAgain(left, now);
    }

    /** Starts what may start; where one channel has no turn, the next that was opened is tried. */
    private void startDue(KeyHash subject, List<Delivery> deliveries, long now) throws Exception {
        Set<String> noTurn = new HashSet<>();
        int before;
        do {
            before = noTurn.size();
            Map<Envelope, List<Delivery>> ready = new LinkedHashMap<>();
            for (Delivery delivery : deliveries) {
                if (sending.isUnderWay(delivery)) {
                    continue;
                }
                for (Track due : delivery.due(now)) {
                    if (!noTurn.contains(due.channel())) {
                        ready.computeIfAbsent(
                                        envelope(delivery, due.channel()), key -> new ArrayList<>())
                                .add(delivery);
                        break;
                    }
                }
            }
            for (Map.Entry<Envelope, List<Delivery>> message : ready.entrySet()) {
                String channel = message.getKey().channel();
                if (!start(subject, channel, message.getValue())) {
                    noTurn.add(channel);
                }
            }
        } while (noTurn.size() > before);
    }

    /** What is under way comes back by itself; the rest has a time. */
    private void lookAgain(List<Delivery> left, long now) {
        long wake = Long.MAX_VALUE;
        for (Delivery delivery : left) {
            if (!sending.isUnderWay(delivery)) {
                wake = Math.min(wake, wakeAt(delivery, now));
            }
        }
        if (wake != Long.MAX_VALUE) {
            host.lookAgainAt(wake);
        }
    }

    /** A consent has changed: what waits for a reason of the old one is judged anew. */
    void reconsider(String channel) throws Exception {
        for (Delivery delivery : state.deliveries().all()) {
            Track track = delivery.track(channel);
            if (track != null && track.state() == Track.State.DUE && track.attempts() == 0) {
                state.deliveries().put(delivery.postponed(channel, host.now()));
            }
        }
    }

    private long wakeAt(Delivery delivery, long now) {
        long wake = delivery.wakeAt(plan.fallbackAfter(), now);
        return plan.eventClock()
                ? wake
                : Math.min(wake, delivery.expiresAt(plan.expireAfter()).toEpochMilli());
    }

    /** Whether all of them had their turn; who had none waits in the channel's queue. */
    private boolean start(KeyHash subject, String channel, List<Delivery> deliveries)
            throws Exception {
        for (int from = 0; from < deliveries.size(); from += MOST_IN_A_DIGEST) {
            List<Delivery> message =
                    deliveries.subList(from, Math.min(deliveries.size(), from + MOST_IN_A_DIGEST));
            Alert first = message.get(0).alert();
            ChannelLane lane = lanes.of(first.bankId(), channel);
            if (lane == null) {
                continue;
            }
            // Those who wait already come first.
            if ((lane != turnOf && lane.waiting() > 0) || !lane.tryStart()) {
                lane.enqueue(subject, mostUrgent(message).isAtLeast(Severity.CRITICAL));
                drainLater(lane);
                return false;
            }
            sending.intend(subject, lane, message, judge.card(first));
        }
        return true;
    }

    static Severity mostUrgent(List<Delivery> message) {
        Severity most = Severity.LOW;
        for (Delivery delivery : message) {
            Severity severity = delivery.alert().severity();
            most = severity.isAtLeast(most) ? severity : most;
        }
        return most;
    }

    private Envelope envelope(Delivery delivery, String channel) {
        ChannelLane lane = lanes.of(delivery.alert().bankId(), channel);
        boolean shared = lane != null && plan.gathers(lane.traits());
        return new Envelope(
                channel,
                shared && delivery.alert().answered() == null
                        ? delivery.alert().cardRef()
                        : delivery.alert().alertId());
    }

    /** As far as it goes without sending. */
    private Delivery moved(KeyHash subject, Delivery stored, long now) throws Exception {
        Delivery delivery = sending.withoutLostAttempts(subject, stored, lanes);
        if (!sending.isUnderWay(delivery) && judge.isTooOld(delivery, now)) {
            return givenUp(delivery);
        }
        delivery = delivery.advanced(plan.fallbackAfter(), now);
        for (Delivery judged = judged(delivery, now);
                !judged.equals(delivery);
                judged = judged(delivery, now)) {
            delivery = judged.advanced(plan.fallbackAfter(), now);
        }
        return delivery;
    }

    /** With the first channel that may not be attempted now moved on; the same where all may. */
    private Delivery judged(Delivery delivery, long now) throws Exception {
        for (Track due : delivery.due(now)) {
            Delivery judged = judge.judged(delivery, due, now);
            if (!judged.equals(delivery)) {
                return judged;
            }
        }
        return delivery;
    }

    private Delivery givenUp(Delivery delivery) {
        if (!delivery.reached()) {
            counters.counter(CardwatchMetrics.ALERTS_EXPIRED).inc();
        }
        books.decide(
                delivery.alert(),
                What.EXPIRED,
                delivery.reached() ? Decision.NOT_CONFIRMED : Decision.NOT_SENT);
        return delivery.closed();
    }

    private void finish(Delivery delivery, long now) throws Exception {
        state.finish(delivery.alert().alertId());
        pending--;
        if (!delivery.reached()) {
            counters.counter(CardwatchMetrics.ALERTS_UNDELIVERED).inc();
            if (!judge.isTooOld(delivery, now)) {
                books.decide(delivery.alert(), What.UNDELIVERED, Decision.NOT_SENT);
            }
        }
    }

    /** Gives those who wait for a channel their turn, as far as there are turns. */
    void drain(ChannelLane lane) throws Exception {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            KeyHash subject = lane.next();
            if (subject == null || !lane.hasRoom()) {
                break;
            }
            lane.turnBegins();
            host.turnTo(subject);
            turnOf = lane;
            try {
                work(subject);
            } finally {
                turnOf = null;
            }
            if (lane.blocked()) {
                break;
            }
            lane.leave(subject);
        }
        if (lane.waiting() > 0) {
            drainLater(lane);
        }
    }

    private void drainLater(ChannelLane lane) {
        long wait = lane.retryIn();
        if (wait != Long.MAX_VALUE) {
            host.drainAt(host.now() + Math.max(wait, SHORTEST_WAIT_MILLIS));
        }
    }
}
