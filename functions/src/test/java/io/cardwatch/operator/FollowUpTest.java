package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.QuietHours;
import io.cardwatch.reply.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows on an answer, through delivery: on the channel of the answer, soon or never. */
class FollowUpTest {
    private final TestingChannel push = new TestingChannel("push");
    private final TestingChannel sms = new TestingChannel("sms");
    private DeliveryDriver delivery;
    private Alert alert;

    @BeforeEach
    void start() throws Exception {
        delivery = DeliveryDriver.ready(push, sms);
        delivery.grant("push", 3);
        delivery.grant("sms", 3);
        delivery.alert("e", "push");
        answer(push, Kind.ACCEPTED);
        alert =
                DeliveryDriver.alert(
                        "e", TestingJob.SUBJECT, Severity.HIGH, delivery.now(), 3, "push", "sms");
    }

    @AfterEach
    void stop() {
        delivery.close();
    }

    private KeyedAlert followUp(Answer answer) {
        return new KeyedAlert(SUBJECT, alert.followUp(answer, "sms", delivery.now()));
    }

    private static void answer(TestingChannel channel, Kind kind) {
        channel.attempts()
                .get(channel.attempts().size() - 1)
                .answer()
                .complete(SendOutcome.of(kind));
    }

    @Test
    void shouldGoOutOnceOnTheChannelOfTheAnswer() throws Exception {
        delivery.alert(followUp(Answer.CONFIRMED_FRAUD));
        delivery.alert(followUp(Answer.CONFIRMED_FRAUD));
        answer(sms, Kind.ACCEPTED);
        delivery.settle();
        delivery.alert(followUp(Answer.CONFIRMED_FRAUD));
        delivery.pass(Duration.ofHours(1));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(push.attempts()).as("the alert itself").hasSize(1);
    }

    @Test
    void shouldNotFallBackToAnotherChannel() throws Exception {
        delivery.alert(followUp(Answer.LEGITIMATE));
        answer(sms, Kind.OUR_BUG);
        delivery.settle();
        delivery.pass(Duration.ofHours(1));
        assertThat(sms.attempts()).hasSize(1);
        assertThat(push.attempts()).hasSize(1);
    }

    @Test
    void shouldNotWaitForQuietHoursOfWhoHasJustWritten() throws Exception {
        delivery.grant("sms", 4, new QuietHours(0, 1_439));
        delivery.alert(followUp(Answer.LEGITIMATE));
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldNotShareAMessageWithAlertsNorKeepThemWaiting() throws Exception {
        delivery.alert("f", "sms");
        answer(sms, Kind.ACCEPTED);
        delivery.settle();
        delivery.alert(followUp(Answer.LEGITIMATE));
        assertThat(sms.attempts()).hasSize(2);
        answer(sms, Kind.ACCEPTED);
        delivery.settle();
        delivery.pass(Duration.ofMinutes(3));
        delivery.alert(followUp(Answer.CONFIRMED_FRAUD));
        answer(sms, Kind.ACCEPTED);
        delivery.settle();
        delivery.alert("g", "sms");
        assertThat(sms.attempts()).as("no digest behind what follows on an answer").hasSize(4);
    }

    @Test
    void shouldNotBeToldAfterAWithdrawal() throws Exception {
        delivery.withdraw("sms", 4);
        delivery.alert(followUp(Answer.CONFIRMED_FRAUD));
        assertThat(sms.attempts()).isEmpty();
    }

    @Test
    void shouldHeedTheKillSwitchAndExpireSoon() throws Exception {
        delivery.control("sms", true);
        delivery.alert(followUp(Answer.CONFIRMED_FRAUD));
        delivery.pass(Duration.ofMinutes(14));
        assertThat(sms.attempts()).isEmpty();
        delivery.pass(Duration.ofMinutes(1));
        delivery.control("sms", false);
        delivery.pass(Duration.ofMinutes(1));
        assertThat(sms.attempts()).isEmpty();
        assertThat(delivery.harness().count(CardwatchMetrics.ALERTS_EXPIRED)).isEqualTo(1);
    }

    @Test
    void shouldBeSentLateWhereThePauseEndsInTime() throws Exception {
        delivery.control("sms", true);
        delivery.alert(followUp(Answer.CONFIRMED_FRAUD));
        delivery.pass(Duration.ofMinutes(10));
        delivery.control("sms", false);
        delivery.pass(Duration.ofMillis(1));
        assertThat(sms.attempts()).hasSize(1);
    }

    @Test
    void shouldSayNothingOfTheTransaction() {
        Alert followUp = followUp(Answer.LEGITIMATE).alert();
        assertThat(followUp.details()).isNull();
        assertThat(followUp.findings().get(0).reason()).isNull();
        assertThat(followUp.channels()).hasSize(1);
        assertThat(alert.followUp(Answer.LEGITIMATE, "e-mail", delivery.now())).isNull();
        assertThat(List.of(alert.alertId(), followUp(Answer.CONFIRMED_FRAUD).alert().alertId()))
                .doesNotContain(followUp.alertId());
    }
}
