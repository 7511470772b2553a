package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Severity;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.QuietHours;
import io.cardwatch.delivery.DeliveryPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways of an alert: retries, the next channel, hours of rest, digests, old age, stops. */
class DeliveryWaysTest {
    private static final DeliveryPlan PLAN = TestingDelivery.PLAN;

    private final TestingChannel push = new TestingChannel("push", false, true);
    private final TestingChannel sms = new TestingChannel("sms");
    private DeliveryDriver delivery;

    @BeforeEach
    void start() throws Exception {
        delivery = DeliveryDriver.ready(push, sms);
        delivery.grant("push", 3);
        delivery.grant("sms", 3);
    }

    @AfterEach
    void stop() {
        delivery.close();
    }

    @Test
    void shouldTryAgainAfterAPauseThatGrows() throws Exception {
        delivery.alert("e", "sms");
        answer(sms, Kind.RETRY);
        delivery.pass(Duration.ofMillis(999));
        assertThat(sms.attempts()).hasSize(1);
        delivery.pass(Duration.ofMillis(2_001));
        assertThat(sms.attempts()).hasSize(2);
        answer(sms, Kind.RETRY);
        delivery.pass(Duration.ofMillis(2_999));
        assertThat(sms.attempts()).hasSize(2);
        delivery.pass(Duration.ofMillis(6_001));
        answer(sms, Kind.ACCEPTED);
        assertThat(delivery.takeReceipts())
                .containsExactly("sms 1 retry", "sms 2 retry", "sms 3 accepted");
    }

    @Test
    void shouldWaitAsLongAsAProviderAsks() throws Exception {
        delivery.alert("e", "sms");
        last(sms)
                .answer()
                .complete(SendOutcome.of(Kind.RETRY_LATER, "429").after(Duration.ofSeconds(90)));
        delivery.settle();
        delivery.pass(Duration.ofSeconds(89));
        assertThat(sms.attempts()).hasSize(1);
        delivery.pass(Duration.ofSeconds(1));
        assertThat(sms.attempts()).hasSize(2);
    }

    @Test
    void shouldNotRetryAfterAWithdrawal() throws Exception {
        delivery.alert("e", "sms");
        answer(sms, Kind.RETRY);
        delivery.withdraw("sms", 4);
        delivery.pass(Duration.ofHours(1));
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldTurnToTheNextChannelWhereTheFirstFails() throws Exception {
        delivery.alert("e", "sms", "push");
        assertThat(sms.attempts()).isEmpty();
        answer(push, Kind.OUR_BUG);
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldTurnToTheNextChannelWhereTheFirstStaysUnconfirmed() throws Exception {
        delivery.alert("e", "sms", "push");
        answer(push, Kind.ACCEPTED);
        delivery.pass(PLAN.fallbackAfter().minusMillis(1));
        assertThat(sms.attempts()).isEmpty();
        delivery.pass(Duration.ofMillis(1));
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldStayWithAChannelThatConfirms() throws Exception {
        delivery.alert("e", "sms", "push");
        answer(push, Kind.ACCEPTED);
        delivery.report("e", "push", Kind.DELIVERED);
        delivery.pass(Duration.ofHours(1));
        assertThat(sms.attempts()).isEmpty();
    }

    @Test
    void shouldTurnToTheNextChannelAtOnceWhereTheProviderCouldNotDeliver() throws Exception {
        delivery.alert("e", "sms", "push");
        answer(push, Kind.ACCEPTED);
        delivery.report("e", "push", Kind.UNDELIVERED);
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldAskForTheConsentOfTheNextChannelWhenItsTurnComes() throws Exception {
        delivery.alert("e", "sms", "push");
        answer(push, Kind.ACCEPTED);
        delivery.withdraw("sms", 4);
        delivery.pass(PLAN.fallbackAfter());
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.refusals()).isEqualTo(Map.of("channel.sms.reason.withdrawn", 1L));
    }

    @Test
    void shouldEndTheRetriesOfOneChannelWhereAnotherTookTheAlertOver() throws Exception {
        delivery.alert("e", "sms", "push");
        answer(push, Kind.RETRY_LATER);
        delivery.pass(PLAN.fallbackAfter());
        answer(sms, Kind.ACCEPTED);
        delivery.pass(Duration.ofHours(1));
        assertThat(push.attempts()).hasSize(1);
        assertThat(delivery.harness().numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldAskInTheOrderTheBankWants() throws Exception {
        DeliveryPlan smsFirst =
                with(PLAN, Duration.ZERO, new DeliveryPlan.Bank(List.of("sms", "push"), null));
        try (var ordered = DeliveryDriver.ready(smsFirst, push, sms)) {
            ordered.grant("push", 3);
            ordered.grant("sms", 3);
            ordered.alert("e", "push", "sms");
            assertThat(sms.attempts()).hasSize(1);
            assertThat(push.attempts()).isEmpty();
        }
    }

    @Test
    void shouldHoldAnAlertOverTheUsersQuietHoursButNotACriticalOne() throws Exception {
        // The driver's clock starts at noon, in UTC as the user's.
        delivery.grant("sms", 4, new QuietHours(11 * 60, 13 * 60));
        delivery.alert("e", "sms");
        delivery.alert("now", Severity.CRITICAL, "sms");
        assertThat(sms.attempts())
                .extracting(TestingChannel.Attempt::alertIds)
                .containsExactly(List.of(DeliveryDriver.id("now")));
        answer(sms, Kind.ACCEPTED);
        delivery.pass(Duration.ofMinutes(59));
        assertThat(sms.attempts()).hasSize(1);
        delivery.pass(Duration.ofMinutes(1));
        assertThat(sms.attempts()).hasSize(2);
    }

    @Test
    void shouldHoldNothingLongerThanTheUsersNewWish() throws Exception {
        delivery.grant("sms", 4, new QuietHours(11 * 60, 23 * 60));
        delivery.alert("e", "sms");
        delivery.grant("sms", 5);
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldNeverLetACriticalAlertPassAWithdrawal() throws Exception {
        delivery.withdraw("sms", 4);
        delivery.alert("e", Severity.CRITICAL, "sms");
        assertThat(sms.attempts()).isEmpty();
    }

    @Test
    void shouldGatherWhatFollowsOnTheSameCardIntoOneMessage() throws Exception {
        delivery.alert("first", "sms");
        answer(sms, Kind.ACCEPTED);
        delivery.alert("second", "sms");
        delivery.pass(Duration.ofSeconds(30));
        delivery.alert("third", "sms");
        assertThat(sms.attempts()).hasSize(1);
        delivery.pass(PLAN.digestWithin());
        assertThat(last(sms).alertIds())
                .containsExactly(DeliveryDriver.id("second"), DeliveryDriver.id("third"));
        answer(sms, Kind.ACCEPTED);
        assertThat(delivery.takeReceipts())
                .containsExactly("sms 1 accepted", "sms 1 accepted", "sms 1 accepted");
    }

    @Test
    void shouldNotHoldAGraverAlertForADigest() throws Exception {
        delivery.alert("first", "sms");
        answer(sms, Kind.ACCEPTED);
        delivery.alert("graver", Severity.CRITICAL, "sms");
        assertThat(sms.attempts()).hasSize(2);
    }

    @Test
    void shouldSendEachAlertByItselfWhereTheChannelKnowsKeys() throws Exception {
        TestingChannel hub = new TestingChannel("hub", true, false);
        try (var keyed = DeliveryDriver.ready(hub)) {
            keyed.grant("hub", 3);
            keyed.alert("first", "hub");
            keyed.alert("second", "hub");
            assertThat(hub.attempts()).hasSize(2);
        }
    }

    @Test
    void shouldNotSendAnOldAlert() throws Exception {
        delivery.alert("e", "sms");
        answer(sms, Kind.RETRY_LATER);
        delivery.control("*", true);
        delivery.pass(PLAN.expireAfter());
        delivery.control("*", false);
        delivery.pass(Duration.ofHours(1));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(delivery.harness().count(CardwatchMetrics.ALERTS_EXPIRED)).isEqualTo(1);
        assertThat(delivery.harness().numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldStopAtOnceWhenAnOperatorPausesAChannelAndGoOnWhenResumed() throws Exception {
        delivery.log().hold();
        delivery.alert("e", "sms");
        delivery.control("sms", true);
        delivery.log().acknowledgeAll();
        delivery.settle();
        assertThat(sms.attempts()).isEmpty();
        delivery.alert("other", "push");
        assertThat(push.attempts()).hasSize(1);
        delivery.control("sms", false);
        delivery.pass(Duration.ofMillis(1));
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldTurnToTheNextChannelWhereTheFirstStaysPaused() throws Exception {
        delivery.control("push", true);
        delivery.alert("e", "push", "sms");
        assertThat(sms.attempts()).isEmpty();
        delivery.pass(PLAN.fallbackAfter());
        assertThat(push.attempts()).isEmpty();
        assertThat(sms.attempts()).hasSize(1);
        answer(sms, Kind.ACCEPTED);
        delivery.control("push", false);
        delivery.pass(Duration.ofMinutes(1));
        assertThat(push.attempts()).isEmpty();
    }

    @Test
    void shouldHearAReportThatComesBeforeItsOwnAnswer() throws Exception {
        delivery.alert("e", "push", "sms");
        delivery.report("e", "push", Kind.DELIVERED);
        answer(push, Kind.ACCEPTED);
        delivery.pass(PLAN.fallbackAfter());
        assertThat(sms.attempts()).isEmpty();
    }

    @Test
    void shouldEndAConsentWhereTheProviderReportsAnOptOutLater() throws Exception {
        delivery.alert("e", "push", "sms");
        answer(push, Kind.ACCEPTED);
        delivery.report("e", "push", Kind.WITHDRAWN);
        assertThat(delivery.endedConsents()).hasSize(1);
        assertThat(sms.attempts()).hasSize(1);
        delivery.alert("e2", Severity.CRITICAL, "push");
        assertThat(push.attempts()).hasSize(1);
    }

    @Test
    void shouldNotSendWhatBecameTooOldWhileItsIntentWasWritten() throws Exception {
        delivery.log().hold();
        delivery.alert("e", "sms");
        delivery.pass(PLAN.expireAfter());
        delivery.log().acknowledgeAll();
        delivery.settle();
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.harness().count(CardwatchMetrics.ALERTS_EXPIRED)).isEqualTo(1);
    }

    @Test
    void shouldRestAChannelThatRefusesTheBanksAccessAndTurnToTheNextOne() throws Exception {
        delivery.alert("e", "push", "sms");
        answer(push, Kind.CHANNEL_DOWN);
        assertThat(sms.attempts()).hasSize(1);
        answer(sms, Kind.ACCEPTED);
        delivery.alert("e2", Severity.CRITICAL, "push", "sms");
        assertThat(push.attempts()).hasSize(1);
        assertThat(sms.attempts()).hasSize(2);
    }

    @Test
    void shouldTryAChannelThatWasDownWhenAnOperatorSaysSo() throws Exception {
        delivery.alert("e", "sms");
        answer(sms, Kind.CHANNEL_DOWN);
        delivery.alert("e2", Severity.CRITICAL, "sms");
        assertThat(sms.attempts()).hasSize(1);
        delivery.control("sms", false);
        delivery.pass(Duration.ofMillis(1));
        assertThat(sms.attempts()).hasSize(2);
    }

    @Test
    void shouldStartNoMoreAttemptsASecondThanAllowed() throws Exception {
        TestingChannel slow = new TestingChannel("slow", true, false, 10, 1_000);
        try (var limited = DeliveryDriver.ready(slow)) {
            limited.grant("slow", 3);
            for (int i = 0; i < 40; i++) {
                limited.alert("e" + i, "slow");
            }
            for (int second = 1; second <= 4; second++) {
                for (int i = 0; i < 50; i++) {
                    limited.pass(Duration.ofMillis(20));
                }
                assertThat(slow.attempts().size()).isBetween(10 * second, 10 * second + 10);
            }
        }
    }

    @Test
    void shouldHaveNoMoreUnderWayThanAllowed() throws Exception {
        TestingChannel narrow = new TestingChannel("narrow", true, false, 100_000, 2);
        try (var limited = DeliveryDriver.ready(narrow)) {
            limited.grant("narrow", 3);
            for (int i = 0; i < 5; i++) {
                limited.alert("e" + i, "narrow");
            }
            assertThat(narrow.attempts()).hasSize(2);
            narrow.attempts().get(0).answers(Kind.ACCEPTED);
            limited.settle();
            assertThat(narrow.attempts()).hasSize(3);
        }
    }

    @Test
    void shouldRestAChannelWhoseAttemptsKeepFailing() throws Exception {
        DeliveryPlan plan = with(PLAN, Duration.ZERO, DeliveryPlan.Bank.PLAIN);
        try (var failing = DeliveryDriver.ready(plan, sms)) {
            failing.grant("sms", 3);
            for (int i = 0; i < 20; i++) {
                failing.alert("e" + i, "sms");
                last(sms).answers(Kind.RETRY_LATER);
                failing.settle();
            }
            failing.alert("another", "sms");
            assertThat(sms.attempts()).hasSize(20);
            failing.pass(Duration.ofSeconds(11));
            assertThat(sms.attempts()).hasSize(21);
        }
    }

    private static DeliveryPlan with(
            DeliveryPlan plan, Duration digestWithin, DeliveryPlan.Bank others) {
        return new DeliveryPlan(
                false,
                plan.alertMemory(),
                plan.maxPending(),
                plan.fallbackAfter(),
                plan.expireAfter(),
                digestWithin,
                plan.retry(),
                plan.laterAfter(),
                others,
                Map.of());
    }

    private void answer(TestingChannel channel, Kind kind) throws Exception {
        last(channel).answers(kind);
        delivery.settle();
    }

    private static TestingChannel.Attempt last(TestingChannel channel) {
        return channel.attempts().get(channel.attempts().size() - 1);
    }
}
