package io.cardwatch.consent;

import static io.cardwatch.consent.TestingConsents.EXPIRES_AT;
import static io.cardwatch.consent.TestingConsents.KEY;
import static io.cardwatch.consent.TestingConsents.NOW;
import static io.cardwatch.consent.TestingConsents.granted;
import static io.cardwatch.consent.TestingConsents.stored;
import static io.cardwatch.consent.TestingConsents.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.alert.TestingAlerts;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SendPermitTest {
    /** Decided on version 3 of the console's consent, severity high. */
    private static final Alert ALERT = TestingAlerts.alert(TestingAlerts.detailed("console"));

    @Test
    void shouldPermitALiveConsentAndNameWhatTheAttemptNeeds() {
        SendPermit permit = ConsentPolicy.permit(stored(granted(3)), List.of(ALERT), NOW);

        assertThat(permit).isNotNull();
        assertThat(permit.bankId()).isEqualTo("northbank");
        assertThat(permit.subjectRef()).isEqualTo("subject-1");
        assertThat(permit.channel()).isEqualTo("console");
        assertThat(permit.address()).isEqualTo("+447700900123");
        assertThat(permit.consentVersion()).isEqualTo(3);
        assertThat(permit.alertIds()).containsExactly(ALERT.alertId());
        assertThat(permit.messageId()).isEqualTo(ALERT.alertId());
        assertThat(permit.locale()).isEqualTo(Locale.UK);
        assertThat(permit.timeZone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(permit.issuedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldGoByTheDetailLevelOfNowNotOfTheAlert() {
        assertThat(ConsentPolicy.permit(stored(granted(4)), List.of(ALERT), NOW).detail())
                .isEqualTo(DetailLevel.MINIMAL);
    }

    @Test
    void shouldRefuseWhatIsNotALiveConsentForThisAlert() {
        assertThat(ConsentPolicy.permit(null, List.of(ALERT), NOW)).isNull();
        assertThat(ConsentPolicy.permit(stored(withdrawn(4)), List.of(ALERT), NOW)).isNull();
        assertThat(ConsentPolicy.permit(stored(granted(3)), List.of(ALERT), EXPIRES_AT)).isNull();
        assertThat(permitFor(key("southbank", "fraud-alerts", "console"), Severity.LOW)).isNull();
        assertThat(permitFor(key("northbank", "marketing", "console"), Severity.LOW)).isNull();
        assertThat(permitFor(KEY, Severity.CRITICAL)).isNull();
    }

    @Test
    void shouldRefuseAChannelThatTheAlertDoesNotName() {
        assertThat(permitFor(key("northbank", "fraud-alerts", "sms"), Severity.LOW)).isNull();
    }

    @Test
    void shouldRefuseAConsentOlderThanTheAlertsAndSayThatItIsBehind() {
        AlertChannel console = ALERT.channel("console");

        assertThat(ConsentPolicy.permit(stored(granted(2)), List.of(ALERT), NOW)).isNull();
        assertThat(ConsentPolicy.isBehind(stored(granted(2)), console)).isTrue();
        assertThat(ConsentPolicy.isBehind(null, console)).isTrue();
        assertThat(ConsentPolicy.isBehind(stored(granted(3)), console)).isFalse();
        assertThat(ConsentPolicy.isBehind(stored(withdrawn(4)), console)).isFalse();
    }

    @Test
    void shouldBeForOneAttempt() {
        SendPermit permit = TestingConsents.permit(Ticker.systemTicker());

        assertThat(permit.claim()).isTrue();
        assertThatThrownBy(permit::claim).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldGoStale() {
        TestingTicker ticker = new TestingTicker();
        SendPermit fresh = TestingConsents.permit(ticker);
        SendPermit stale = TestingConsents.permit(ticker);

        ticker.nanos += SendPermit.VALIDITY.toNanos();
        assertThat(fresh.claim()).isTrue();
        ticker.nanos++;
        assertThat(stale.claim()).isFalse();
    }

    @Test
    void shouldNotBeSerializable() {
        assertThat(Serializable.class.isAssignableFrom(SendPermit.class)).isFalse();
        assertThat(SendPermit.class.isRecord()).isFalse();
    }

    @Test
    void shouldRedactInToString() {
        Consent consent = granted(3);
        String shown =
                TestingConsents.permit(Ticker.systemTicker())
                        + ""
                        + consent
                        + consent.key()
                        + consent.evidence()
                        + stored(consent)
                        + ConsentPolicy.merge((GateConsent) null, consent);

        assertThat(shown).doesNotContain("+4477", "subject-1", "receipt-1", "London");
    }

    private static SendPermit permitFor(ConsentKey key, Severity minimum) {
        Consent consent = granted(key, 3, DetailLevel.DETAILED, minimum, null);
        Alert alert =
                TestingAlerts.alert(
                        Severity.HIGH,
                        new AlertDetails(1, "USD", null),
                        TestingAlerts.detailed("console"));
        return ConsentPolicy.permit(stored(consent), List.of(alert), NOW);
    }

    private static ConsentKey key(String bank, String purpose, String channel) {
        return new ConsentKey(bank, "subject-1", purpose, channel);
    }

    private static final class TestingTicker extends Ticker {
        private long nanos;

        @Override
        public long read() {
            return nanos;
        }
    }
}
