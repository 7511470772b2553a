package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ticker;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.TestingAlerts;
import java.util.List;

/** Permits to send to any address, for channels to claim. */
public final class TestingPermits {
    private TestingPermits() {}

    /** A permit that is good for one attempt. */
    public static SendPermit to(String channel, String address) {
        return permit(channel, address, DetailLevel.MINIMAL, Ticker.systemTicker());
    }

    /** The same, of a user who chose to see amounts. */
    public static SendPermit detailed(String channel, String address) {
        return permit(channel, address, DetailLevel.DETAILED, Ticker.systemTicker());
    }

    /** A permit that was kept too long. */
    public static SendPermit stale(String channel, String address) {
        long[] nanos = {0};
        SendPermit permit =
                permit(
                        channel,
                        address,
                        DetailLevel.MINIMAL,
                        new Ticker() {
                            @Override
                            public long read() {
                                return nanos[0];
                            }
                        });
        nanos[0] = SendPermit.VALIDITY.toNanos() + 1;
        return permit;
    }

    private static SendPermit permit(
            String channel, String address, DetailLevel detail, Ticker ticker) {
        DeliveryConsent consent =
                new DeliveryConsent(
                        "northbank",
                        Consent.FRAUD_ALERTS,
                        channel,
                        ConsentStatus.GRANTED,
                        3,
                        address,
                        detail,
                        Severity.LOW,
                        null,
                        TestingConsents.GRANTED_AT,
                        TestingConsents.EXPIRES_AT,
                        "Europe/London",
                        "en-GB");
        return requireNonNull(
                ConsentPolicy.permit(
                        consent,
                        List.of(TestingAlerts.alert(TestingAlerts.minimal(channel))),
                        TestingConsents.NOW,
                        ticker));
    }
}
