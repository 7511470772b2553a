package io.cardwatch.operator;

import com.google.common.base.Ticker;
import io.cardwatch.alert.Alert;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.ConsentPolicy;
import io.cardwatch.consent.DeliveryConsent;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.Delivery;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.delivery.Track;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.message.MessageRenderer;
import io.cardwatch.message.OutboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of an attempt: its intent is written down and acknowledged; then, in one go on the
 * operator's thread, consent and kill switch are asked again, the permit is made and the send
 * starts; its answer comes back through the mailbox and is written down.
 *
 * <p>Nothing but the intent's acknowledgement and the answer is waited for, and neither on the
 * operator's thread.
 */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    /** How much longer than other pauses a channel rests whose access was refused. */
    static final int DOWN_PAUSES = 3;

    /**
     * Longer than an intent's acknowledgement may take: who waited longer did not run, and another
     * may have taken over since.
     */
    private static final Duration STALE_AFTER = Duration.ofSeconds(35);

    /** Asked immediately before a send, beside consent and kill switch. */
    interface LastCheck {
        boolean isUntimely(Delivery delivery, DeliveryConsent consent);
    }

    private final DeliveryPlan plan;
    private final DeliveryState state;
    private final Bookkeeping books;
    private final MessageRenderer renderer;
    private final DeliveryHost host;
    private final LastCheck lastCheck;
    private final Backoff backoff;
    private final Ticker ticker;
    private final CardwatchMetrics counters;
    private final Set<String> underWay = new HashSet<>();

    /** What providers reported of attempts whose own answer is still to come. */
    private final Map<String, Kind> reports = new HashMap<>();

    private int flights;

    Sending(
            DeliveryPlan plan,
            DeliveryState state,
            Bookkeeping books,
            MessageRenderer renderer,
            DeliveryHost host,
            LastCheck lastCheck,
            Ticker ticker,
            CardwatchMetrics counters) {
        this.plan = plan;
        this.state = state;
        this.books = books;
        this.renderer = renderer;
        this.host = host;
        this.lastCheck = lastCheck;
        this.ticker = ticker;
        this.counters = counters;
        this.backoff = new Backoff(plan.retry());
    }

    /** How many messages are between intent and answer. */
    int flights() {
        return flights;
    }

    /** Whether an attempt of this run is between intent and answer. */
    boolean isUnderWay(Delivery delivery) {
        return underWay.contains(delivery.alert().alertId());
    }

    /**
     * Without attempts that an earlier run intended and never saw the answer of: nobody knows
     * whether they were made. Where the channel knows a repeated message by its key it is made
     * again, elsewhere never.
     */
    Delivery withoutLostAttempts(KeyHash subject, Delivery delivery, ChannelLanes lanes) {
        if (isUnderWay(delivery)) {
            return delivery;
        }
        Delivery known = delivery;
        for (Track track : delivery.tracks()) {
            if (track.state() == Track.State.INTENDED) {
                ChannelLane lane = lanes.of(delivery.alert().bankId(), track.channel());
                known =
                        known.answered(
                                track.channel(),
                                Kind.UNKNOWN,
                                lane == null ? ChannelLane.GONE : lane.traits(),
                                host.now());
                books.report(subject, known, track.channel(), SendOutcome.of(Kind.UNKNOWN));
            }
        }
        return known;
    }

    /** Writes down that these alerts are about to be sent in one message, and then sends it. */
    void intend(KeyHash subject, ChannelLane lane, List<Delivery> message, String card)
            throws Exception {
        String channel = lane.channel().name();
        DeliveryConsent consent = state.consents().get(channel);
        long version = consent == null ? 0 : consent.version();
        List<String> alertIds = new ArrayList<>();
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (Delivery delivery : message) {
            Delivery intended = delivery.intended(channel, version);
            state.deliveries().put(intended);
            alertIds.add(delivery.alert().alertId());
            writes.add(
                    books.write(subject, intended, channel, Attempt.Phase.INTENDED, null)
                            .toCompletableFuture());
        }
        underWay.addAll(alertIds);
        flights++;
        if (plan.gathers(lane.traits()) && message.get(0).alert().answered() == null) {
            state.lastMessage(
                    card,
                    channel,
                    new DeliveryState.LastMessage(host.now(), Dispatcher.mostUrgent(message)));
        }
        Flight flight =
                new Flight(
                        subject,
                        lane,
                        alertIds,
                        card,
                        host.now(),
                        ticker.read(),
                        lane.resumptions());
        // What becomes of it comes back through the mailbox.
        var unused =
                CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                        .whenComplete(
                                (done, failure) ->
                                        host.soon(() -> intended(flight, failure == null)));
    }

    /** The intent is safe, or nobody knows: in that case the attempt is not made. */
    private void intended(Flight flight, boolean logged) throws Exception {
        host.turnTo(flight.subject());
        List<Delivery> message = message(flight);
        if (!logged) {
            counters.counter(CardwatchMetrics.ATTEMPTS_NOT_LOGGED).inc();
        }
        SendPermit permit = logged ? permit(flight, message) : null;
        if (permit == null) {
            notStarted(flight, message, logged);
            return;
        }
        start(flight, message, permit)
                .whenComplete(
                        (outcome, failure) ->
                                host.soon(
                                        () ->
                                                answered(
                                                        flight,
                                                        permit.consentVersion(),
                                                        known(flight, outcome, failure))));
    }

    /** Leave to send, asked for at the last moment; null where anything speaks against it. */
    private @Nullable SendPermit permit(Flight flight, List<Delivery> message) throws Exception {
        boolean stale = ticker.read() - flight.since() > STALE_AFTER.toNanos();
        if (message.isEmpty() || stale || flight.lane().paused() || flight.lane().isDown()) {
            return null;
        }
        DeliveryConsent consent = state.consents().get(flight.channel());
        if (consent == null) {
            return null;
        }
        for (Delivery delivery : message) {
            if (lastCheck.isUntimely(delivery, consent)) {
                return null;
            }
        }
        List<Alert> alerts = message.stream().map(Delivery::alert).toList();
        return ConsentPolicy.permit(consent, alerts, books.now(alerts.get(0)));
    }

    /** A channel may not throw; one that does must not stop all others, over and over again. */
    private CompletionStage<SendOutcome> start(
            Flight flight, List<Delivery> message, SendPermit permit) {
        OutboundMessage rendered;
        try {
            rendered = renderer.render(message.stream().map(Delivery::alert).toList(), permit);
        } catch (RuntimeException e) {
            LOG.error("a message cannot be written: {}", e.getClass().getName());
            return CompletableFuture.completedStage(SendOutcome.of(Kind.OUR_BUG, "not_rendered"));
        }
        try {
            return flight.lane().channel().send(permit, rendered);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static SendOutcome known(
            Flight flight, @Nullable SendOutcome outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            return outcome;
        }
        LOG.error(
                "channel {} failed instead of answering: {}",
                flight.channel(),
                failure == null ? "no outcome" : failure.getClass().getName());
        return SendOutcome.of(Kind.UNKNOWN, "no_answer");
    }

    private void notStarted(Flight flight, List<Delivery> message, boolean logged)
            throws Exception {
        String channel = flight.channel();
        long again = logged ? host.now() : host.now() + plan.retry().first().toMillis();
        for (Delivery delivery : message) {
            state.deliveries().put(delivery.postponed(channel, again));
            if (logged) {
                counters.counter(CardwatchMetrics.ATTEMPTS_NOT_STARTED).inc();
            }
            // Also where the intent failed: it may have been written all the same.
            var unused =
                    books.write(
                            flight.subject(), delivery, channel, Attempt.Phase.NOT_STARTED, null);
        }
        forget(flight);
        land(flight, null);
    }

    private void answered(Flight flight, long consentVersion, SendOutcome outcome)
            throws Exception {
        host.turnTo(flight.subject());
        List<Delivery> message = message(flight);
        Kind kind = outcome.kind();
        String channel = flight.channel();
        if (kind == Kind.CHANNEL_DOWN) {
            LOG.error(
                    "channel {} is down: the provider refuses the bank's access ({}); it rests",
                    channel,
                    outcome.code());
            if (flight.resumptions() == flight.lane().resumptions()) {
                flight.lane().down(plan.laterAfter().multipliedBy(DOWN_PAUSES));
            }
        }
        for (Delivery delivery : message) {
            Delivery after =
                    delivery.under(channel, consentVersion)
                            .answered(
                                    channel,
                                    kind,
                                    flight.lane().traits(),
                                    retryAt(delivery, channel, outcome));
            Kind reported = reports.remove(place(delivery, channel));
            state.deliveries().put(reported == null ? after : after.reported(channel, reported));
            var unused =
                    books.write(flight.subject(), after, channel, Attempt.Phase.ANSWERED, outcome);
            books.report(flight.subject(), after, channel, outcome);
        }
        if (Bookkeeping.ends(kind) && !message.isEmpty()) {
            books.end(message.get(0).alert(), channel, consentVersion);
        }
        if (!kind.isSent() && kind != Kind.UNKNOWN) {
            forget(flight);
        }
        land(flight, kind);
    }

    private long retryAt(Delivery delivery, String channel, SendOutcome outcome) {
        Track track = delivery.track(channel);
        int attempts = track == null ? 1 : track.attempts();
        Duration asked = outcome.retryAfter();
        Duration wait =
                switch (outcome.kind()) {
                    case RETRY_LATER, CHANNEL_DOWN -> asked == null ? plan.laterAfter() : asked;
                    default -> longer(backoff.pause(attempts), asked);
                };
        return host.now() + wait.toMillis();
    }

    private static Duration longer(Duration pause, @Nullable Duration asked) {
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    /** Further alerts of the card need not wait for a message that came to nothing. */
    private void forget(Flight flight) throws Exception {
        if (!plan.gathers(flight.lane().traits())) {
            return;
        }
        DeliveryState.LastMessage last = state.lastMessage(flight.card(), flight.channel());
        if (last != null && last.at() == flight.at()) {
            state.lastMessage(flight.card(), flight.channel(), null);
        }
    }

    /** A provider's report that came before its own answer waits for it. */
    void hearLater(Delivery delivery, String channel, Kind kind) {
        reports.put(place(delivery, channel), kind);
    }

    private static String place(Delivery delivery, String channel) {
        return delivery.alert().alertId() + '|' + channel;
    }

    private void land(Flight flight, @Nullable Kind kind) throws Exception {
        flight.alertIds().forEach(underWay::remove);
        flights--;
        flight.lane().ended(kind);
        host.landed(flight.subject(), flight.lane());
    }

    private List<Delivery> message(Flight flight) throws Exception {
        List<Delivery> message = new ArrayList<>();
        for (String alertId : flight.alertIds()) {
            Delivery delivery = state.deliveries().get(alertId);
            if (delivery == null) {
                LOG.error("an alert under way is not in state: {}", alertId);
            } else {
                message.add(delivery);
            }
        }
        return message;
    }
}
