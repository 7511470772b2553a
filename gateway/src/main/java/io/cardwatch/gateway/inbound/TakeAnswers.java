package io.cardwatch.gateway.inbound;

import static java.util.Objects.requireNonNullElseGet;

import io.cardwatch.channel.Receipt;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.state.Addresses;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.gateway.state.KnownAlert;
import io.cardwatch.gateway.state.KnownConsent;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.AnswerWords;
import io.cardwatch.reply.Reply;
import io.cardwatch.reply.ReplyPayload;
import io.cardwatch.reply.ReplyPayloads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what users press and write into replies, and what stops messages into withdrawals. The
 * first answer to an alert counts, and a yes grants nothing. Under the state's lock.
 */
final class TakeAnswers {
    private final GatewayState state;
    private final Outbox outbox;
    private final EndConsents consents;
    private final ReplyPayloads payloads;
    private final SentAlerts sent;
    private final Map<String, AnswerWords> words;
    private final InstantSource clock;
    private final GatewayMetrics metrics;

    TakeAnswers(
            GatewayState state,
            Outbox outbox,
            EndConsents consents,
            ReplyPayloads payloads,
            Duration expireAfter,
            Map<String, AnswerWords> words,
            InstantSource clock,
            GatewayMetrics metrics) {
        this.state = state;
        this.outbox = outbox;
        this.consents = consents;
        this.payloads = payloads;
        sent = new SentAlerts(state, expireAfter, clock);
        this.words = Map.copyOf(words);
        this.clock = clock;
        this.metrics = metrics;
    }

    void pressed(Site site, News.Pressed pressed, Decision decision) {
        ReplyPayload payload = ReplyPayload.parse(pressed.payload());
        if (payload == null) {
            ignored(site, "not_a_payload");
            return;
        }
        String subjectRef = owner(site, payload, pressed);
        if (subjectRef == null) {
            ignored(site, "not_genuine");
        } else if (!clock.instant().isBefore(payload.expiresAt())) {
            ignored(site, "expired");
        } else if (pressed.sender() != null && !isTheirs(site, subjectRef, pressed.sender())) {
            ignored(site, "wrong_sender");
        } else {
            take(site, payload, pressed, subjectRef, decision);
        }
    }

    private void take(
            Site site,
            ReplyPayload payload,
            News.Pressed pressed,
            String subjectRef,
            Decision decision) {
        String id = pressed.id();
        Reply reply =
                new Reply(
                        id == null
                                ? ReplyIds.of(site, payload.alertId(), payload.answer())
                                : ReplyIds.of(site, id),
                        payload.alertId(),
                        site.channel(),
                        state.subject(site.bankId(), subjectRef).hex(),
                        payload.answer(),
                        clock.instant());
        if (payload.answer() == Answer.STOP) {
            Set<KeyHash> addresses = new LinkedHashSet<>();
            if (pressed.sender() != null) {
                addresses.addAll(consents.addresses(site, pressed.sender()));
            }
            KnownConsent known = state.consents().of(key(site, subjectRef));
            if (known != null && known.address() != null) {
                addresses.add(known.address());
            }
            // Without an id it may be pressed anew, after another grant.
            end(id == null ? null : reply.replyId(), addresses, decision);
        }
        if (isRepeated(site, reply.replyId(), decision)) {
            return;
        }
        if (payload.answer() != Answer.STOP && state.answers().isAnswered(payload.alertId())) {
            outbox.join(payload.alertId(), decision);
            ignored(site, "answered");
            return;
        }
        give(site, reply, decision);
    }

    /** The cardholder that a payload was signed for, or null where it is not genuine. */
    private @Nullable String owner(Site site, ReplyPayload payload, News.Pressed pressed) {
        List<String> candidates = new ArrayList<>();
        KnownAlert alert = state.alert(payload.alertId());
        if (alert != null) {
            if (!alert.bankId().equals(site.bankId())) {
                return null;
            }
            candidates.add(alert.subjectRef());
        } else if (pressed.subjectRef() != null) {
            candidates.add(pressed.subjectRef());
        } else if (pressed.sender() != null) {
            // The alert is too old to be known, or not read yet.
            consents.of(site, pressed.sender())
                    .forEach(each -> candidates.add(each.key().subjectRef()));
        }
        for (String subjectRef : candidates) {
            if (payloads.isGenuine(payload, site.bankId(), subjectRef, site.channel())) {
                return subjectRef;
            }
        }
        return null;
    }

    /**
     * Whether the sender's address is the consent's. Where the consent has ended there is none to
     * compare with, and where they are of different kinds they cannot be compared: then the
     * signature alone decides.
     */
    private boolean isTheirs(Site site, String subjectRef, Sender sender) {
        KnownConsent known = state.consents().of(key(site, subjectRef));
        if (known == null || known.address() == null) {
            return true;
        }
        return consents.addresses(site, sender).contains(known.address())
                || sender.addresses().stream()
                        .noneMatch(address -> Addresses.isNumber(address) == known.isNumber());
    }

    void said(Site site, News.Said said, Decision decision) {
        String replyId = ReplyIds.of(site, said.id());
        List<KnownConsent> theirs = consents.of(site, said.sender());
        String locale = theirs.isEmpty() ? null : theirs.get(0).locale();
        Answer answer =
                requireNonNullElseGet(words.get(site.bankId()), AnswerWords::shipped)
                        .answer(said.text(), locale);
        if (answer == Answer.STOP) {
            stop(site, said.sender(), replyId, decision);
            return;
        }
        if (isRepeated(site, replyId, decision)) {
            return;
        }
        Receipt newest = answer == null ? null : sent.newestOpen(site, theirs, said.at());
        if (answer == null || newest == null) {
            ignored(site, answer == null ? "unclear" : "no_alert");
            note(replyId, decision);
            return;
        }
        give(
                site,
                new Reply(
                        replyId,
                        newest.alertId(),
                        site.channel(),
                        newest.subject(),
                        answer,
                        clock.instant()),
                decision);
    }

    void stopped(Site site, News.Stopped stopped, Decision decision) {
        stop(site, stopped.sender(), ReplyIds.of(site, stopped.id()), decision);
    }

    /** A user undid the link that the consent rests on. */
    void unlinked(Site site, News.Unlinked unlinked, Decision decision) {
        List<KeyHash> addresses = consents.addresses(site, unlinked.sender());
        addresses.forEach(address -> state.answers().stop(address, clock.instant()));
        consents.end(addresses, decision);
        metrics.count("stops", "channel", site.channel());
    }

    /** Ends all consents of an address, known now or turning up later. */
    private void stop(Site site, Sender sender, String replyId, Decision decision) {
        Instant now = clock.instant();
        List<KeyHash> addresses = consents.addresses(site, sender);
        List<KnownConsent> theirs = consents.of(site, sender);
        end(replyId, addresses, decision);
        if (isRepeated(site, replyId, decision)) {
            return;
        }
        metrics.count("stops", "channel", site.channel());
        note(replyId, decision);
        String id = replyId;
        for (KnownConsent known : theirs) {
            Receipt newest = sent.newest(site, known);
            if (newest != null) {
                give(
                        site,
                        new Reply(
                                id,
                                newest.alertId(),
                                site.channel(),
                                newest.subject(),
                                Answer.STOP,
                                now),
                        decision);
                id = ReplyIds.further(replyId, newest.alertId());
            }
        }
    }

    /**
     * Ends the consents of these addresses. A repetition ends what stood at the first time: of that
     * not all may have been written.
     */
    private void end(@Nullable String replyId, Collection<KeyHash> addresses, Decision decision) {
        Instant first = replyId == null ? null : state.answers().takenAt(replyId);
        if (first == null) {
            addresses.forEach(address -> state.answers().stop(address, clock.instant()));
            consents.end(addresses, decision);
        } else {
            consents.endUntil(first, addresses, decision);
        }
    }

    private boolean isRepeated(Site site, String replyId, Decision decision) {
        boolean repeated = state.answers().isKnown(replyId);
        if (repeated) {
            outbox.join(replyId, decision);
            ignored(site, "repeated");
        }
        return repeated;
    }

    private void give(Site site, Reply reply, Decision decision) {
        outbox.begin(reply.replyId(), decision);
        if (reply.answer() != Answer.STOP) {
            outbox.begin(reply.alertId(), decision);
        }
        state.answers().take(reply);
        decision.write(reply);
        metrics.count("answers", "channel", site.channel(), "answer", reply.answer().wireName());
    }

    /** Whether the provider brings that for the first time. */
    boolean isNew(Site site, String providerId) {
        return !state.answers().isKnown(ReplyIds.of(site, providerId));
    }

    /** Remembers what was no answer. */
    void note(Site site, String providerId, Decision decision) {
        note(ReplyIds.of(site, providerId), decision);
    }

    private void note(String replyId, Decision decision) {
        outbox.begin(replyId, decision);
        state.answers().note(replyId, clock.instant());
        decision.undoBy(() -> state.answers().forget(replyId));
    }

    private static ConsentKey key(Site site, String subjectRef) {
        return new ConsentKey(site.bankId(), subjectRef, Consent.FRAUD_ALERTS, site.channel());
    }

    private void ignored(Site site, String reason) {
        metrics.count("ignored", "channel", site.channel(), "reason", reason);
    }
}
