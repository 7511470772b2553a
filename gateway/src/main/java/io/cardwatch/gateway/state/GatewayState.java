package io.cardwatch.gateway.state;

import io.cardwatch.alert.Alert;
import io.cardwatch.channel.Receipt;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentRecord;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the gateway knows, read from topics and bounded by age; a restart reads it again. Taking
 * a record in twice changes nothing.
 *
 * <p>Whoever reads or changes it holds its lock: {@code synchronized (state)}, for no longer than a
 * decision takes.
 */
public final class GatewayState {
    /** Longer than a provider repeats what it could not bring. */
    private static final Duration ENROLMENT_MEMORY = Duration.ofDays(2);

    private final KeyHasher hasher;
    private final Duration memory;
    private final InstantSource clock;
    private final Map<String, KnownAlert> alerts = new HashMap<>();
    private final Consents consents;
    private final SentMessages messages = new SentMessages();
    private final GivenAnswers answers = new GivenAnswers();
    private final Enrolments enrolments = new Enrolments();

    /**
     * A state that knows nothing yet.
     *
     * @param hasher of the hashing secret; this state's alone
     * @param memory how long alerts, messages and answers are kept
     */
    public GatewayState(KeyHasher hasher, Duration memory, InstantSource clock) {
        this.hasher = hasher;
        this.memory = memory;
        this.clock = clock;
        consents = new Consents(hasher);
    }

    /** Takes in an alert. */
    public synchronized void apply(Alert alert) {
        if (alert.decidedAt().isAfter(limit())) {
            alerts.put(
                    alert.alertId(),
                    new KnownAlert(
                            alert.alertId(),
                            alert.bankId(),
                            alert.subjectRef(),
                            hasher.subject(alert.bankId(), alert.subjectRef()),
                            alert.decidedAt()));
        }
    }

    /** Takes in what became of an attempt, or what its provider reported later. */
    public synchronized void apply(Receipt receipt) {
        if (receipt.at().isAfter(limit())) {
            messages.apply(receipt);
        }
    }

    /** Takes in what a cardholder answered. */
    public synchronized void apply(Reply reply) {
        if (reply.at().isAfter(limit())) {
            answers.apply(reply);
        }
    }

    /**
     * Takes in a record of consents.
     *
     * @return withdrawals to be written: of grants that are older than a STOP
     */
    public synchronized List<Consent> apply(ConsentRecord record) {
        List<Consent> late = new ArrayList<>();
        for (Consent consent : record.consents()) {
            consents.apply(consent);
            // Also where nothing changed: the STOP may have come since it was first taken in.
            KnownConsent known = consents.of(consent.key());
            if (known != null && isOlderThanStop(known)) {
                Consent withdrawn = Consent.withdrawn(known.key(), known.consent().version());
                late.add(withdrawn);
            }
        }
        return late;
    }

    /** All grants that are older than a STOP: after a start, topics may be read in any order. */
    public synchronized List<Consent> grantsOlderThanStop() {
        return consents.all().stream()
                .filter(this::isOlderThanStop)
                .map(known -> Consent.withdrawn(known.key(), known.consent().version()))
                .toList();
    }

    private boolean isOlderThanStop(KnownConsent known) {
        Instant grantedAt = known.consent().grantedAt();
        if (!known.isGranted() || grantedAt == null) {
            return false;
        }
        Instant stoppedAt =
                answers.stoppedAt(
                        known.address(),
                        new SubjectChannel(known.subject(), known.key().channel()));
        return stoppedAt != null && !grantedAt.isAfter(stoppedAt);
    }

    /** Whether a cardholder, or their address, has said STOP on a channel at that time or later. */
    public boolean hasStoppedSince(ConsentKey key, KeyHash address, Instant at) {
        Instant stoppedAt =
                answers.stoppedAt(
                        address,
                        new SubjectChannel(subject(key.bankId(), key.subjectRef()), key.channel()));
        return stoppedAt != null && !at.isAfter(stoppedAt);
    }

    /** The alert of that id, or null where it is not known or too old. */
    public @Nullable KnownAlert alert(String alertId) {
        return alerts.get(alertId);
    }

    public Consents consents() {
        return consents;
    }

    public SentMessages messages() {
        return messages;
    }

    public GivenAnswers answers() {
        return answers;
    }

    public Enrolments enrolments() {
        return enrolments;
    }

    /** Takes in an opt-in under way, by the hash of its code. */
    public synchronized void apply(KeyHash code, Enrolment enrolment) {
        enrolments.put(code, enrolment);
    }

    /** The hash that stands for the code of an opt-in. */
    public KeyHash code(String bankId, String code) {
        return hasher.enrolmentCode(bankId, code);
    }

    /** The hash that stands for a cardholder. */
    public KeyHash subject(String bankId, String subjectRef) {
        return hasher.subject(bankId, subjectRef);
    }

    private Instant limit() {
        return clock.instant().minus(memory);
    }

    /** Forgets what is older than the memory. */
    public synchronized void forgetOld() {
        Instant limit = limit();
        alerts.values().removeIf(alert -> alert.decidedAt().isBefore(limit));
        messages.forgetBefore(limit);
        answers.forgetBefore(limit);
        enrolments.forgetBefore(clock.instant().minus(ENROLMENT_MEMORY));
    }

    public synchronized int alerts() {
        return alerts.size();
    }

    public synchronized int consentCount() {
        return consents.size();
    }
}
