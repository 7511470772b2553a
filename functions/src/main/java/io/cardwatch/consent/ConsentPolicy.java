package io.cardwatch.consent;

import com.google.common.base.Ticker;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The consent rules, all of them: what a record changes, who may be alerted, what may be sent.
 *
 * <p>Everything fails closed. A consent lets a message pass only where it is granted, in force
 * ({@code grantedAt <= now < expiresAt}), of the same bank and purpose, and where the severity is
 * at least the user's least. A consent that was given to another bank does not exist for this one.
 *
 * <p>Where no channel may be used, the reason is the most telling one of all the cardholder's
 * consents, in this order: {@code withdrawn}, {@code expired}, {@code below_min_severity}, {@code
 * wrong_purpose}, {@code no_consent}. A consent that is not in force yet counts as none.
 *
 * <p>Pure: no state, and no clock but the ticker that permits age by.
 */
public final class ConsentPolicy {
    private ConsentPolicy() {}

    /**
     * What the alert job keeps after a record. The higher version wins, whatever the order in which
     * they arrive. At the same version a withdrawal wins over a grant, and otherwise the stored one
     * stays, as a repetition changes nothing. A removed key ({@link Consent#removed}) withdraws the
     * version that is stored, so that its repetitions stay out while a later grant counts.
     *
     * <p>The withdrawn form is kept, not cleared: it holds no more than key and version, and it
     * keeps an old grant that is read again from coming back. An erased key ({@link
     * Consent#isErased}) is not merged: its state is cleared, and the next grant starts anew.
     */
    public static GateConsent merge(@Nullable GateConsent stored, Consent incoming) {
        return stored != null && !changes(stored, incoming)
                ? stored
                : GateConsent.of(incoming, mergedVersion(stored, incoming));
    }

    /** What the delivery job keeps after a record; the same rules. */
    public static DeliveryConsent merge(@Nullable DeliveryConsent stored, Consent incoming) {
        return stored != null && !changes(stored, incoming)
                ? stored
                : DeliveryConsent.of(incoming, mergedVersion(stored, incoming));
    }

    private static boolean changes(StoredConsent stored, Consent incoming) {
        boolean withdraws =
                incoming.status() == ConsentStatus.WITHDRAWN
                        && stored.status() == ConsentStatus.GRANTED;
        if (incoming.version() == Consent.REMOVED) {
            return withdraws;
        }
        return incoming.version() > stored.version()
                || (incoming.version() == stored.version() && withdraws);
    }

    private static long mergedVersion(@Nullable StoredConsent stored, Consent incoming) {
        return stored == null ? incoming.version() : Math.max(stored.version(), incoming.version());
    }

    /**
     * Whether, and on which channels, a cardholder may be alerted.
     *
     * @param consents all that is stored of the cardholder
     * @param bankId the bank of the card event
     * @param purpose what for
     * @param severity how urgent the alert is
     * @param now the job's clock
     */
    public static Decision decide(
            Collection<? extends StoredConsent> consents,
            String bankId,
            String purpose,
            Severity severity,
            Instant now) {
        List<AlertChannel> channels = new ArrayList<>();
        SuppressionReason mostTelling = SuppressionReason.NO_CONSENT;
        for (StoredConsent consent : consents) {
            SuppressionReason reason = objection(consent, bankId, purpose, severity, now);
            if (reason == null) {
                channels.add(
                        new AlertChannel(consent.channel(), consent.version(), consent.detail()));
            } else if (weight(reason) > weight(mostTelling)) {
                mostTelling = reason;
            }
        }
        if (channels.isEmpty()) {
            return Decision.refused(mostTelling);
        }
        channels.sort(Comparator.comparing(AlertChannel::channel));
        return Decision.permitted(channels);
    }

    /** Why this consent lets nothing pass, or null where it does. */
    private static @Nullable SuppressionReason objection(
            StoredConsent consent, String bankId, String purpose, Severity severity, Instant now) {
        if (!consent.bankId().equals(bankId)) {
            return SuppressionReason.NO_CONSENT;
        }
        if (!consent.purpose().equals(purpose)) {
            return SuppressionReason.WRONG_PURPOSE;
        }
        if (consent.status() != ConsentStatus.GRANTED) {
            return SuppressionReason.WITHDRAWN;
        }
        Instant expiresAt = consent.expiresAt();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return SuppressionReason.EXPIRED;
        }
        Instant grantedAt = consent.grantedAt();
        if (grantedAt == null || now.isBefore(grantedAt)) {
            return SuppressionReason.NO_CONSENT;
        }
        return severity.isAtLeast(consent.minSeverity())
                ? null
                : SuppressionReason.BELOW_MIN_SEVERITY;
    }

    private static int weight(SuppressionReason reason) {
        return switch (reason) {
            case WITHDRAWN -> 4;
            case EXPIRED -> 3;
            case BELOW_MIN_SEVERITY -> 2;
            case WRONG_PURPOSE -> 1;
            case NO_CONSENT, CONSENTS_NOT_LOADED, COOLDOWN, SNOOZED, BUDGET -> 0;
        };
    }

    /**
     * Whether this job has read less of the consent than the alert was decided on. Then no permit
     * is given, since what changed may be the address; the delivery waits for the record rather
     * than being dropped.
     */
    public static boolean isBehind(@Nullable StoredConsent stored, AlertChannel channel) {
        return stored == null || stored.version() < channel.consentVersion();
    }

    /**
     * Leave to send a message of these alerts once through the consent's channel; to be asked for
     * immediately before every attempt, on the thread that starts it. {@link #decide} over the one
     * consent says why there is none.
     *
     * <p>Every alert must name the channel, the stored consent must be at least as new as the one
     * that each was decided on, and it must let each of them pass. The permit's detail is that of
     * the consent as it is now.
     *
     * @param stored what is stored for the alerts' cardholder and this channel, or null
     * @param alerts the alerts of one message, all of the same cardholder; at least one
     * @param now the job's clock
     * @return the permit, or null where nothing may be sent
     */
    public static @Nullable SendPermit permit(
            @Nullable DeliveryConsent stored, List<Alert> alerts, Instant now) {
        return permit(stored, alerts, now, Ticker.systemTicker());
    }

    static @Nullable SendPermit permit(
            @Nullable DeliveryConsent stored, List<Alert> alerts, Instant now, Ticker ticker) {
        Alert first = alerts.get(0);
        String address = stored == null ? null : stored.address();
        if (stored == null || address == null) {
            return null;
        }
        for (Alert alert : alerts) {
            if (!alert.bankId().equals(first.bankId())
                    || !alert.subjectRef().equals(first.subjectRef())) {
                throw new IllegalArgumentException("a message is for one cardholder");
            }
            AlertChannel channel = alert.channel(stored.channel());
            if (channel == null
                    || isBehind(stored, channel)
                    || objection(
                                    stored,
                                    alert.bankId(),
                                    Consent.FRAUD_ALERTS,
                                    alert.severity(),
                                    now)
                            != null) {
                return null;
            }
        }
        return new SendPermit(
                first.bankId(),
                first.subjectRef(),
                stored.channel(),
                address,
                stored.version(),
                alerts.stream().map(Alert::alertId).toList(),
                stored.detail(),
                localeOf(stored),
                zoneOf(stored.timeZone()),
                now,
                ticker);
    }

    private static Locale localeOf(DeliveryConsent consent) {
        String tag = consent.locale();
        return tag == null ? Locale.ROOT : Locale.forLanguageTag(tag);
    }

    /**
     * The zone of that name, UTC where there is none: zones are checked when a consent is read, but
     * a zone may be unknown to an older JVM, and a customer's alert must not fail on that.
     */
    public static ZoneId zoneOf(@Nullable String timeZone) {
        if (timeZone == null) {
            return ZoneId.of("UTC");
        }
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }
}
