package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentJson;
import io.cardwatch.consent.ConsentStatus;
import org.junit.jupiter.api.Test;

final class TimedConsentTest {
    @Test
    void shouldMoveAGrantAndAWithdrawalToAnotherChannelWithAllTheySay() throws Exception {
        TimedConsent granted = TestingRecords.grant("anna", 3).on("app");
        TimedConsent withdrawn = TestingRecords.withdrawal("anna", 4, 1).on("app");

        Consent consent = ConsentJson.decode(granted.value());
        assertThat(granted.key()).isEqualTo("north|anna|fraud-alerts|app");
        assertThat(consent.channel()).isEqualTo("app");
        assertThat(consent.version()).isEqualTo(3);
        assertThat(consent.address()).isEqualTo("Address of anna");
        assertThat(withdrawn.key()).isEqualTo(granted.key());
        assertThat(ConsentJson.decode(withdrawn.value()).status())
                .isEqualTo(ConsentStatus.WITHDRAWN);
    }

    @Test
    void shouldKeepATombstoneATombstoneAndLeaveWhatHasNoKeyAsItIs() {
        TimedConsent grant = TestingRecords.grant("anna", 1);

        TimedConsent tombstone = new TimedConsent(grant.at(), grant.key(), null).on("app");
        TimedConsent broken = new TimedConsent(grant.at(), "no key", grant.value()).on("app");

        assertThat(tombstone.key()).isEqualTo("north|anna|fraud-alerts|app");
        assertThat(tombstone.value()).isNull();
        assertThat(broken.key()).isEqualTo("no key");
    }
}
