package io.cardwatch.consent;

import static io.cardwatch.consent.TestingConsents.EXPIRES_AT;
import static io.cardwatch.consent.TestingConsents.GRANTED_AT;
import static io.cardwatch.consent.TestingConsents.KEY;
import static io.cardwatch.consent.TestingConsents.NOW;
import static io.cardwatch.consent.TestingConsents.granted;
import static io.cardwatch.consent.TestingConsents.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConsentPolicyTest {
    private static final ConsentKey MARKETING =
            new ConsentKey("northbank", "subject-1", "marketing", "console");
    private static final ConsentKey OTHER_BANK =
            new ConsentKey("southbank", "subject-1", Consent.FRAUD_ALERTS, "console");

    /** The rule, written down a second time as one expression per line. */
    private static SuppressionReason expected(
            boolean withdrawn, ConsentKey key, Severity minimum, Severity severity, Instant now) {
        if (key.equals(OTHER_BANK)) {
            return SuppressionReason.NO_CONSENT;
        } else if (key.equals(MARKETING)) {
            return SuppressionReason.WRONG_PURPOSE;
        } else if (withdrawn) {
            return SuppressionReason.WITHDRAWN;
        } else if (now.compareTo(EXPIRES_AT) >= 0) {
            return SuppressionReason.EXPIRED;
        } else if (now.compareTo(GRANTED_AT) < 0) {
            return SuppressionReason.NO_CONSENT;
        } else if (severity.compareTo(minimum) < 0) {
            return SuppressionReason.BELOW_MIN_SEVERITY;
        }
        return null;
    }

    @Test
    void shouldDecideEveryCombinationOfStatusVersionOrderPurposeBankSeverityAndTime() {
        List<Instant> times =
                List.of(
                        GRANTED_AT.minusMillis(1),
                        GRANTED_AT,
                        NOW,
                        EXPIRES_AT.minusMillis(1),
                        EXPIRES_AT,
                        EXPIRES_AT.plusSeconds(1));
        int cases = 0;
        for (ConsentKey key : List.of(KEY, MARKETING, OTHER_BANK)) {
            for (Severity minimum : Severity.values()) {
                Consent grant = granted(key, 2, DetailLevel.DETAILED, minimum, EXPIRES_AT);
                // What is stored after a withdrawal of each version, before or after the grant.
                for (long version : new long[] {Consent.REMOVED, 1, 2, 3}) {
                    Consent withdrawal = Consent.withdrawn(key, version);
                    for (boolean grantFirst : new boolean[] {true, false}) {
                        GateConsent stored =
                                grantFirst ? gate(grant, withdrawal) : gate(withdrawal, grant);
                        boolean withdrawn =
                                version >= 2 || (version == Consent.REMOVED && grantFirst);
                        for (Severity severity : Severity.values()) {
                            for (Instant now : times) {
                                SuppressionReason expected =
                                        expected(withdrawn, key, minimum, severity, now);
                                Decision decision = decide(List.of(stored), severity, now);
                                assertThat(decision.reason()).isEqualTo(expected);
                                assertThat(decision.isPermitted()).isEqualTo(expected == null);
                                cases++;
                            }
                        }
                    }
                }
            }
        }
        assertThat(cases).isEqualTo(3 * 4 * 4 * 2 * 4 * 6);
    }

    @Test
    void shouldRefuseWhereNothingIsStored() {
        assertThat(decide(List.of(), Severity.CRITICAL, NOW).reason())
                .isEqualTo(SuppressionReason.NO_CONSENT);
    }

    @Test
    void shouldNameEachLiveChannelWithItsVersionAndLevelInOrderOfTheNames() {
        GateConsent sms = gate(granted(on("sms"), 4, DetailLevel.MINIMAL, Severity.LOW, null));
        GateConsent mail = gate(granted(on("email"), 9, DetailLevel.DETAILED, Severity.LOW, null));
        GateConsent push = gate(granted(on("push"), 1, DetailLevel.DETAILED, Severity.HIGH, null));
        GateConsent ended = gate(granted(5), withdrawn(6));

        assertThat(decide(List.of(sms, ended, push, mail), Severity.MEDIUM, NOW).channels())
                .containsExactly(
                        new AlertChannel("email", 9, DetailLevel.DETAILED),
                        new AlertChannel("sms", 4, DetailLevel.MINIMAL));
    }

    @Test
    void shouldGiveTheMostTellingReasonOfSeveral() {
        List<GateConsent> byWeight =
                List.of(
                        gate(withdrawn(1)),
                        gate(granted(on("a"), 1, DetailLevel.MINIMAL, Severity.LOW, GRANTED_AT)),
                        gate(granted(on("b"), 1, DetailLevel.MINIMAL, Severity.CRITICAL, null)),
                        gate(granted(MARKETING, 1, DetailLevel.MINIMAL, Severity.LOW, null)),
                        gate(granted(OTHER_BANK, 1, DetailLevel.MINIMAL, Severity.LOW, null)));
        List<SuppressionReason> reasons =
                List.of(
                        SuppressionReason.WITHDRAWN,
                        SuppressionReason.EXPIRED,
                        SuppressionReason.BELOW_MIN_SEVERITY,
                        SuppressionReason.WRONG_PURPOSE,
                        SuppressionReason.NO_CONSENT);
        for (int from = 0; from < reasons.size(); from++) {
            List<GateConsent> consents = new ArrayList<>(byWeight.subList(from, byWeight.size()));
            assertThat(decide(consents, Severity.LOW, NOW).reason()).isEqualTo(reasons.get(from));
            Collections.reverse(consents);
            assertThat(decide(consents, Severity.LOW, NOW).reason()).isEqualTo(reasons.get(from));
        }
    }

    @Test
    void shouldScrubOnWithdrawal() {
        DeliveryConsent stored =
                ConsentPolicy.merge(TestingConsents.stored(granted(1)), withdrawn(2));

        assertThat(stored)
                .isEqualTo(
                        new DeliveryConsent(
                                "northbank",
                                Consent.FRAUD_ALERTS,
                                "console",
                                ConsentStatus.WITHDRAWN,
                                2,
                                null,
                                DetailLevel.MINIMAL,
                                Severity.CRITICAL,
                                null,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void shouldKeepARemovedConsentOutUntilANewerGrant() {
        Consent removed = Consent.removed(KEY);

        assertThat(gate(granted(7), removed, granted(7)).status())
                .isEqualTo(ConsentStatus.WITHDRAWN);
        assertThat(gate(granted(7), removed, granted(6)).version()).isEqualTo(7);
        assertThat(gate(granted(7), removed, granted(8)).status()).isEqualTo(ConsentStatus.GRANTED);
        assertThat(gate(removed, granted(1)).status()).isEqualTo(ConsentStatus.GRANTED);
    }

    /** Each version has one content, as the contract has it; a withdrawal may repeat a version. */
    @Provide
    Arbitrary<List<Consent>> records() {
        return Arbitraries.longs()
                .between(1, 6)
                .flatMap(
                        version ->
                                Arbitraries.of(
                                        version == 3 ? withdrawn(3) : variant(version),
                                        version == 5 ? withdrawn(5) : variant(version)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Consent variant(long version) {
        return granted(
                KEY,
                version,
                version % 2 == 0 ? DetailLevel.MINIMAL : DetailLevel.DETAILED,
                version < 3 ? Severity.LOW : version < 5 ? Severity.HIGH : Severity.CRITICAL,
                EXPIRES_AT.plusSeconds(version));
    }

    @Property(tries = 1000)
    void shouldEndInTheSameStateWhateverTheOrderAndRepetition(
            @ForAll("records") List<Consent> records, @ForAll Random random) {
        List<Consent> shuffled = new ArrayList<>(records);
        shuffled.addAll(records);
        Collections.shuffle(shuffled, random);
        GateConsent inOrder = gate(records.toArray(Consent[]::new));
        GateConsent anyOrder = gate(shuffled.toArray(Consent[]::new));

        assertThat(anyOrder).isEqualTo(inOrder);
        for (Severity severity : Severity.values()) {
            assertThat(decide(List.of(anyOrder), severity, NOW))
                    .isEqualTo(decide(List.of(inOrder), severity, NOW));
        }
    }

    @Property(tries = 500)
    void shouldKeepBothJobsOfOneMind(@ForAll("records") List<Consent> records) {
        GateConsent gate = gate(records.toArray(Consent[]::new));
        DeliveryConsent delivery = null;
        for (Consent consent : records) {
            delivery = ConsentPolicy.merge(delivery, consent);
        }
        for (Severity severity : Severity.values()) {
            assertThat(decide(List.of(delivery), severity, NOW))
                    .isEqualTo(decide(List.of(gate), severity, NOW));
        }
    }

    private static ConsentKey on(String channel) {
        return new ConsentKey("northbank", "subject-1", Consent.FRAUD_ALERTS, channel);
    }

    private static GateConsent gate(Consent... records) {
        GateConsent stored = null;
        for (Consent consent : records) {
            stored = ConsentPolicy.merge(stored, consent);
        }
        return stored;
    }

    private static Decision decide(
            List<? extends StoredConsent> consents, Severity severity, Instant now) {
        return ConsentPolicy.decide(consents, "northbank", Consent.FRAUD_ALERTS, severity, now);
    }
}
