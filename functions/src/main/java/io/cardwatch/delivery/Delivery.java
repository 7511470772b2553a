package io.cardwatch.delivery;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.delivery.Track.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way: its channels in the order they are asked, and how far it has come on each.
 * Immutable; every step makes a new one.
 *
 * <p>The first channel is asked at once. The next one is asked too where all before it have failed,
 * or where none has confirmed the alert {@code fallbackAfter} the last one was asked. One attempt
 * is under way at a time. As soon as a channel has taken the alert over, the retries of the others
 * end; what nobody took over is tried again until it is too old.
 *
 * @param alert the alert
 * @param since when it came here, by the machine's clock, in milliseconds since 1970
 * @param tracks one for each channel of the alert, in the order they are asked
 * @param opened how many of them have been asked, at least one
 * @param openedAt when the last of them was asked, in milliseconds since 1970
 */
public record Delivery(Alert alert, long since, List<Track> tracks, int opened, long openedAt) {
    /** How long after an answer its next step is still worth telling. */
    private static final Duration FOLLOW_UP_EXPIRES_AFTER = Duration.ofMinutes(15);

    public Delivery {
        requireNonNull(alert, "alert");
        tracks = List.copyOf(tracks);
        if (opened < 1 || opened > tracks.size()) {
            throw new IllegalArgumentException("at least one channel is asked, and at most all");
        }
    }

    /**
     * An alert that has just come.
     *
     * @param order channels in the order they are asked; those it does not name come last, by name
     * @param now the machine's clock, in milliseconds since 1970
     */
    public static Delivery of(Alert alert, List<String> order, long now) {
        List<Track> tracks =
                new ArrayList<>(
                        alert.channels().stream()
                                .map(AlertChannel::channel)
                                .distinct()
                                .sorted(
                                        Comparator.comparingInt(
                                                        (String channel) -> place(channel, order))
                                                .thenComparing(Comparator.naturalOrder()))
                                .map(Track::waiting)
                                .toList());
        tracks.set(0, tracks.get(0).dueAt(now));
        return new Delivery(alert, now, tracks, 1, now);
    }

    private static int place(String channel, List<String> order) {
        int place = order.indexOf(channel);
        return place < 0 ? order.size() : place;
    }

    /** The track of that channel, or null where the alert may not go there. */
    public @Nullable Track track(String channel) {
        return tracks.stream()
                .filter(track -> track.channel().equals(channel))
                .findFirst()
                .orElse(null);
    }

    /** The channels that may be attempted now, in their order: one of them, and then it is seen. */
    public List<Track> due(long now) {
        return any(State.INTENDED)
                ? List.of()
                : tracks.stream()
                        .filter(track -> track.state() == State.DUE && track.dueAt() <= now)
                        .toList();
    }

    /** Opens what has to be opened by now; the same where nothing has. */
    public Delivery advanced(Duration fallbackAfter, long now) {
        Delivery delivery = this;
        while (delivery.opened < tracks.size()
                && !delivery.any(State.CONFIRMED)
                && (delivery.allFailed() || now >= delivery.openedAt + fallbackAfter.toMillis())) {
            Track next = delivery.tracks.get(delivery.opened);
            // A track that an earlier run already knew more of keeps what is known.
            delivery =
                    delivery.with(next.state() == State.WAITING ? next.dueAt(now) : next)
                            .opened(delivery.opened + 1, now);
        }
        return delivery;
    }

    /** Whether nothing is left to do. */
    public boolean settled() {
        if (any(State.CONFIRMED)) {
            return !any(State.INTENDED);
        }
        return opened == tracks.size() && !any(State.DUE) && !any(State.INTENDED);
    }

    /** Whether a message of it may have reached the user. */
    public boolean reached() {
        return any(State.CONFIRMED) || any(State.SENT) || any(State.UNKNOWN);
    }

    /** When to look again, in milliseconds since 1970; {@code Long.MAX_VALUE} for never. */
    public long wakeAt(Duration fallbackAfter, long now) {
        long wake = opened < tracks.size() ? openedAt + fallbackAfter.toMillis() : Long.MAX_VALUE;
        for (Track track : tracks) {
            if (track.state() == State.DUE && track.dueAt() > now) {
                wake = Math.min(wake, track.dueAt());
            }
        }
        return wake;
    }

    /** When the alert becomes too old to send; what follows on an answer does so much sooner. */
    public Instant expiresAt(Duration expireAfter) {
        if (alert.answered() != null) {
            Duration sooner =
                    expireAfter.compareTo(FOLLOW_UP_EXPIRES_AFTER) < 0
                            ? expireAfter
                            : FOLLOW_UP_EXPIRES_AFTER;
            return alert.decidedAt().plus(sooner);
        }
        // A transaction from the future does not keep its alert alive.
        Instant happened =
                alert.eventTime().isBefore(alert.decidedAt())
                        ? alert.eventTime()
                        : alert.decidedAt();
        return happened.plus(expireAfter);
    }

    /** The next attempt on that channel, under that consent, is written down. */
    public Delivery intended(String channel, long consentVersion) {
        Track track = known(channel);
        return with(track.intended(track.attempts() + 1, consentVersion));
    }

    /** Nothing more is asked than has been. */
    public Delivery closed() {
        List<Track> closed = new ArrayList<>();
        for (Track track : tracks) {
            boolean open = track.state() == State.DUE || track.state() == State.WAITING;
            closed.add(open ? track.in(State.FAILED) : track);
        }
        return new Delivery(alert, since, closed, tracks.size(), openedAt);
    }

    /** That channel may be attempted from then on. */
    public Delivery postponed(String channel, long until) {
        return with(known(channel).dueAt(until));
    }

    /** That channel waits by the user's or the bank's own wish, which is no reason to fall back. */
    public Delivery held(String channel, long until) {
        Delivery postponed = postponed(channel, until);
        return tracks.get(opened - 1).channel().equals(channel)
                ? postponed.opened(opened, Math.max(openedAt, until))
                : postponed;
    }

    /** The attempt on that channel rested on that consent. */
    public Delivery under(String channel, long consentVersion) {
        Track track = known(channel);
        return with(
                new Track(channel, track.state(), track.attempts(), track.dueAt(), consentVersion));
    }

    /** That channel is given up. */
    public Delivery failed(String channel) {
        return with(known(channel).in(State.FAILED));
    }

    /**
     * The outcome of the attempt under way on that channel.
     *
     * @param retryAt when a failure that passes may be tried again
     */
    public Delivery answered(
            String channel, SendOutcome.Kind outcome, ChannelTraits traits, long retryAt) {
        Track track = known(channel);
        return switch (outcome) {
            case READ, DELIVERED -> taken(track.in(State.CONFIRMED));
            case ACCEPTED ->
                    taken(track.in(traits.confirmsDelivery() ? State.SENT : State.CONFIRMED));
            case RETRY, RETRY_LATER -> with(track.dueAt(retryAt));
            // Nobody has to wait for the fallback's time where the channel as a whole is down.
            case CHANNEL_DOWN -> with(track.dueAt(retryAt)).opened(opened, Long.MIN_VALUE / 2);
            case UNDELIVERED, DEAD_ADDRESS, WITHDRAWN, OUR_BUG -> with(track.in(State.FAILED));
            case UNKNOWN -> traits.idempotent() ? with(track.dueAt(retryAt)) : unknown(track);
        };
    }

    /** What a provider reported of a message that it had taken over. */
    public Delivery reported(String channel, SendOutcome.Kind kind) {
        Track track = track(channel);
        if (track == null || track.state() == State.WAITING) {
            return this;
        }
        if (kind == SendOutcome.Kind.READ || kind == SendOutcome.Kind.DELIVERED) {
            return taken(track.in(State.CONFIRMED));
        }
        boolean sent = track.state() == State.SENT || track.state() == State.UNKNOWN;
        return sent && !kind.isSent() ? with(track.in(State.FAILED)) : this;
    }

    /** Whether that record tells of this alert what is not known here yet. */
    public boolean learnsFrom(Attempt attempt) {
        Track track = track(attempt.channel());
        if (track == null || attempt.attempt() < track.attempts()) {
            return false;
        }
        return attempt.attempt() > track.attempts()
                || (track.state() == State.INTENDED && attempt.phase() != Attempt.Phase.INTENDED);
    }

    /**
     * As that record tells; see {@link #learnsFrom}.
     *
     * @param retryAt when an attempt that is to be made again is due
     */
    public Delivery learned(Attempt attempt, ChannelTraits traits, long retryAt) {
        String channel = attempt.channel();
        Delivery intended =
                with(known(channel).intended(attempt.attempt(), attempt.consentVersion()))
                        .openedUpTo(channel);
        return switch (attempt.phase()) {
            case INTENDED -> intended;
            case NOT_STARTED -> intended.postponed(channel, retryAt);
            case ANSWERED ->
                    intended.answered(
                            channel, requireNonNull(attempt.outcome(), "outcome"), traits, retryAt);
        };
    }

    /** The retries of all other channels end where one has taken the alert over. */
    private Delivery taken(Track track) {
        List<Track> changed = new ArrayList<>();
        for (Track each : tracks) {
            if (each.channel().equals(track.channel())) {
                changed.add(track);
            } else {
                changed.add(each.state() == State.DUE ? each.in(State.FAILED) : each);
            }
        }
        return new Delivery(alert, since, changed, opened, openedAt);
    }

    private Delivery unknown(Track track) {
        return with(track.in(State.UNKNOWN));
    }

    /** An earlier run had asked the channels before that one too. */
    private Delivery openedUpTo(String channel) {
        int place = tracks.indexOf(known(channel));
        Delivery delivery = this;
        for (Track track : tracks.subList(0, place)) {
            if (track.state() == State.WAITING) {
                delivery = delivery.postponed(track.channel(), openedAt);
            }
        }
        return place < opened ? delivery : delivery.opened(place + 1, openedAt);
    }

    private boolean allFailed() {
        return tracks.subList(0, opened).stream().allMatch(track -> track.state() == State.FAILED);
    }

    private boolean any(State state) {
        return tracks.stream().anyMatch(track -> track.state() == state);
    }

    private Delivery with(Track changed) {
        return new Delivery(
                alert,
                since,
                tracks.stream()
                        .map(each -> each.channel().equals(changed.channel()) ? changed : each)
                        .toList(),
                opened,
                openedAt);
    }

    private Delivery opened(int count, long at) {
        return new Delivery(alert, since, tracks, count, at);
    }

    private Track known(String channel) {
        return requireNonNull(track(channel), "the alert may not go to that channel");
    }

    @Override
    public String toString() {
        return "Delivery[" + alert.alertId() + ", " + tracks + "]";
    }
}
