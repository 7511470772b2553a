package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ticker;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.TestingAlerts;
import java.time.Instant;
import java.util.List;

/** Consents to test with, and permits that the policy made from them. */
public final class TestingConsents {
    public static final Instant GRANTED_AT = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant EXPIRES_AT = Instant.parse("2027-01-01T00:00:00Z");
    public static final Instant NOW = Instant.parse("2026-03-01T22:05:01Z");
    static final ConsentKey KEY =
            new ConsentKey("northbank", "subject-1", Consent.FRAUD_ALERTS, "console");

    private TestingConsents() {}

    /** A grant for the console with every field given. */
    public static Consent granted() {
        return granted(3);
    }

    static Consent granted(long version) {
        return granted(KEY, version, DetailLevel.MINIMAL, Severity.LOW, EXPIRES_AT);
    }

    static Consent granted(
            ConsentKey key,
            long version,
            DetailLevel detail,
            Severity minSeverity,
            Instant expiresAt) {
        return granted(key, version, detail, minSeverity, expiresAt, "en-GB", "Europe/London");
    }

    static Consent granted(
            ConsentKey key,
            long version,
            DetailLevel detail,
            Severity minSeverity,
            Instant expiresAt,
            String locale,
            String timeZone) {
        return new Consent(
                key.bankId(),
                key.subjectRef(),
                key.purpose(),
                key.channel(),
                ConsentStatus.GRANTED,
                version,
                "+447700900123",
                locale,
                timeZone,
                detail,
                minSeverity,
                new QuietHours(22 * 60, 7 * 60),
                GRANTED_AT,
                expiresAt,
                new Evidence("mobile-app", "2026-01", "receipt-1"));
    }

    static Consent withdrawn(long version) {
        return Consent.withdrawn(KEY, version);
    }

    static DeliveryConsent stored(Consent consent) {
        return ConsentPolicy.merge((DeliveryConsent) null, consent);
    }

    /** A permit for that alert and channel from a consent that is live. */
    public static SendPermit permit(
            Alert alert, String channel, DetailLevel detail, String locale, String timeZone) {
        return permit(alert, channel, detail, locale, timeZone, Ticker.systemTicker());
    }

    static SendPermit permit(
            Alert alert,
            String channel,
            DetailLevel detail,
            String locale,
            String timeZone,
            Ticker ticker) {
        ConsentKey key =
                new ConsentKey(alert.bankId(), alert.subjectRef(), Consent.FRAUD_ALERTS, channel);
        Consent consent = granted(key, 3, detail, Severity.LOW, EXPIRES_AT, locale, timeZone);
        return requireNonNull(ConsentPolicy.permit(stored(consent), List.of(alert), NOW, ticker));
    }

    /** A minimal permit for the console. */
    public static SendPermit permit(Ticker ticker) {
        AlertChannel console = TestingAlerts.minimal("console");
        return permit(
                TestingAlerts.alert(console),
                "console",
                DetailLevel.MINIMAL,
                "en-GB",
                "Europe/London",
                ticker);
    }
}
