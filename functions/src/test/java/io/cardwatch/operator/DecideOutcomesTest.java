package io.cardwatch.operator;

import static io.cardwatch.operator.TestingAnswers.PLAN;
import static io.cardwatch.operator.TestingAnswers.allRead;
import static io.cardwatch.operator.TestingAnswers.deciding;
import static io.cardwatch.operator.TestingAnswers.receipt;
import static io.cardwatch.operator.TestingAnswers.reply;
import static io.cardwatch.operator.TestingJob.NOON;
import static io.cardwatch.reply.Answer.CONFIRMED_FRAUD;
import static io.cardwatch.reply.Answer.LEGITIMATE;
import static io.cardwatch.reply.Answer.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardwatch.SchemaAssert;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.erasure.Erasure;
import io.cardwatch.event.Label;
import io.cardwatch.outcome.OutcomePlan;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.OutcomeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outcomes on the machine's clock unless said otherwise; an alert of noon, with a day's time. */
class DecideOutcomesTest {
    private static final KeyedAlert ALERT = TestingCardholder.alert("e", 3, "sms", "push");
    private static final Instant LATER = NOON.plus(Duration.ofHours(2));
    private static final Instant DEADLINE = NOON.plus(Duration.ofDays(1));
    private static final Instant LONG_OVER = DEADLINE.plus(Duration.ofMinutes(2));

    private KeyedHarness<KeyedAlert, AnswerUpdate, Outcome> outcomes;

    @BeforeEach
    void start() throws Exception {
        restart(PLAN, null);
        outcomes.second(allRead());
    }

    @AfterEach
    void stop() {
        outcomes.close();
    }

    private void restart(OutcomePlan plan, OperatorSubtaskState state) throws Exception {
        if (outcomes != null) {
            outcomes.close();
        }
        outcomes = deciding(plan);
        if (state != null) {
            outcomes.initializeState(state);
        }
        outcomes.open();
        outcomes.setProcessingTime(NOON.toEpochMilli());
    }

    @Test
    void shouldKeepNothingOfAForgottenCardholder() throws Exception {
        KeyedAlert ended = TestingCardholder.alert("ended", 3, "sms");
        outcomes.first(ended);
        outcomes.second(reply(ended, LEGITIMATE, "sms", LATER));
        outcomes.first(ALERT);
        outcomes.takeOutput();
        outcomes.second(
                AnswerUpdate.of(new Erasure("id", ALERT.subject().hex(), List.of(), LATER)));
        assertThat(outcomes.stateEntries()).isZero();
        assertThat(outcomes.numProcessingTimeTimers()).isZero();
        assertThat(outcomes.getSideOutput(DecideOutcomes.ERASED)).hasSize(1);
        outcomes.first(ALERT);
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput()).isEmpty();
    }

    @Test
    void shouldEndWithTheCardholdersAnswer() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, CONFIRMED_FRAUD, "push", LATER));
        Outcome outcome = outcomes.takeOutput().get(0);
        assertThat(outcome)
                .isEqualTo(
                        new Outcome(
                                ALERT.alert().alertId(),
                                "northbank",
                                TestingJob.SUBJECT,
                                TestingJob.CARD,
                                Outcome.Kind.CONFIRMED_FRAUD,
                                "push",
                                "7",
                                List.of("burst"),
                                NOON,
                                LATER,
                                null));
        SchemaAssert.schema("outcome").accepts(OutcomeJson.encode(outcome));
        assertThat(OutcomeJson.decode(OutcomeJson.encode(outcome))).isEqualTo(outcome);
        assertThat(outcomes.counts(CardwatchMetrics.OUTCOMES))
                .isEqualTo(Map.of("rule.burst.kind.confirmed-fraud", 1L));
    }

    @Test
    void shouldSnoozeTheRulesOfALegitimateAlertFromTheAnswerOn() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, LEGITIMATE, LATER));
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::kind, Outcome::snoozedUntil)
                .containsExactly(tuple(Outcome.Kind.LEGITIMATE, LATER.plus(Duration.ofDays(3))));
    }

    @Test
    void shouldSnoozeAsLongAsTheBankWants() throws Exception {
        for (Duration snooze : List.of(Duration.ofHours(5), Duration.ZERO)) {
            restart(
                    new OutcomePlan(
                            false,
                            PLAN.noAnswerAfter(),
                            PLAN.snooze(),
                            Map.of("northbank", snooze)),
                    null);
            outcomes.first(ALERT);
            outcomes.second(reply(ALERT, LEGITIMATE, LATER));
            assertThat(outcomes.takeOutput().get(0).snoozedUntil())
                    .isEqualTo(snooze.isZero() ? null : LATER.plus(snooze));
        }
    }

    @Test
    void shouldMakeALabelOfAnAnswerAndOfNoSilence() throws Exception {
        KeyedAlert second = TestingCardholder.alert("f", 3, "sms");
        outcomes.first(ALERT);
        outcomes.first(second);
        outcomes.first(TestingCardholder.alert("silent", 3, "sms"));
        outcomes.second(reply(ALERT, CONFIRMED_FRAUD, LATER));
        outcomes.second(reply(second, LEGITIMATE, LATER));
        outcomes.second(reply(second, LEGITIMATE, LATER));
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput()).hasSize(3);
        assertThat(outcomes.getSideOutput(DecideOutcomes.LABELS))
                .extracting(StreamRecord::getValue)
                .containsExactly(label(true), label(false));
    }

    private static Label label(boolean fraud) {
        return Label.of("northbank", TestingCardholder.LABEL_KEYS, NOON, fraud, LATER);
    }

    @Test
    void shouldTellTheNextStepOnceOnTheChannelOfTheAnswer() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, STOP, "push", LATER));
        outcomes.second(reply(ALERT, LEGITIMATE, "push", LATER));
        outcomes.second(reply(ALERT, LEGITIMATE, "push", LATER));
        KeyedAlert followUp =
                new KeyedAlert(
                        TestingCardholder.SUBJECT,
                        ALERT.alert().followUp(LEGITIMATE, "push", LATER));
        outcomes.second(receipt(followUp, Kind.ACCEPTED, LATER));
        assertThat(outcomes.getSideOutput(DecideOutcomes.FOLLOW_UPS))
                .extracting(StreamRecord::getValue)
                .containsExactly(followUp);
        assertThat(outcomes.stateEntries()).as("ids alone").isEqualTo(1);
    }

    @Test
    void shouldSayNothingOnAChannelThatTheAlertMayNotGoTo() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, LEGITIMATE, "fax", LATER));
        assertThat(outcomes.takeOutput()).hasSize(1);
        assertThat(outcomes.getSideOutput(DecideOutcomes.FOLLOW_UPS)).isNull();
    }

    @Test
    void shouldCountLaterAnswersAndLetThemChangeNothing() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, LEGITIMATE, LATER));
        outcomes.second(reply(ALERT, CONFIRMED_FRAUD, LATER.plusSeconds(1)));
        outcomes.second(reply(ALERT, LEGITIMATE, LATER));
        outcomes.first(ALERT);
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput()).hasSize(1);
        assertThat(outcomes.count(CardwatchMetrics.REPLIES_REPEATED)).isEqualTo(2);
    }

    @Test
    void shouldNotEndByStop() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, STOP, LATER));
        assertThat(outcomes.takeOutput()).isEmpty();
        outcomes.second(reply(ALERT, LEGITIMATE, LATER));
        assertThat(outcomes.takeOutput()).hasSize(1);
    }

    @Test
    void shouldSayThatNoAnswerCame() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(receipt(ALERT, Kind.RETRY, NOON));
        outcomes.second(receipt(ALERT, Kind.ACCEPTED, NOON.plusSeconds(9)));
        outcomes.setProcessingTime(DEADLINE.toEpochMilli());
        assertThat(outcomes.takeOutput()).as("an answer may be on its way").isEmpty();
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::kind, Outcome::at, Outcome::channel)
                .containsExactly(tuple(Outcome.Kind.NO_ANSWER, DEADLINE, null));
        assertThat(outcomes.numProcessingTimeTimers()).isZero();
        assertThat(outcomes.stateEntries()).as("the id alone").isEqualTo(1);
    }

    @Test
    void shouldSayThatNoChannelTookItOver() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(receipt(ALERT, Kind.DEAD_ADDRESS, NOON));
        outcomes.second(receipt(ALERT, Kind.UNKNOWN, NOON));
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.NOT_REACHED);
    }

    @Test
    void shouldNotTakeAnAnswerAfterItsTime() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(receipt(ALERT, Kind.DELIVERED, NOON));
        outcomes.second(reply(ALERT, CONFIRMED_FRAUD, DEADLINE));
        assertThat(outcomes.takeOutput()).isEmpty();
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.NO_ANSWER);
    }

    @Test
    void shouldWaitForAnAlertThatIsReadAfterItsAnswer() throws Exception {
        outcomes.second(reply(ALERT, CONFIRMED_FRAUD, LATER));
        outcomes.second(reply(ALERT, LEGITIMATE, LATER.plusSeconds(1)));
        assertThat(outcomes.takeOutput()).isEmpty();
        outcomes.first(ALERT);
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.CONFIRMED_FRAUD);
    }

    @Test
    void shouldForgetAnAnswerWhoseAlertNeverComes() throws Exception {
        outcomes.second(reply(ALERT, CONFIRMED_FRAUD, LATER));
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.count(CardwatchMetrics.REPLIES_UNMATCHED)).isEqualTo(1);
        assertThat(outcomes.stateEntries()).isZero();
        assertThat(outcomes.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldBoundWhatWaitsForAnAlert() throws Exception {
        for (int i = 0; i < 250; i++) {
            outcomes.second(reply(TestingCardholder.alert("e" + i, 3, "sms"), LEGITIMATE, LATER));
        }
        assertThat(outcomes.count(CardwatchMetrics.REPLIES_UNMATCHED)).isEqualTo(150);
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.count(CardwatchMetrics.REPLIES_UNMATCHED)).isEqualTo(250);
        assertThat(outcomes.stateEntries()).isZero();
    }

    @Test
    void shouldGoOnWhereARestoreLeftIt() throws Exception {
        outcomes.first(ALERT);
        outcomes.second(receipt(ALERT, Kind.ACCEPTED, NOON));
        restart(PLAN, outcomes.snapshot());
        outcomes.second(allRead());
        outcomes.first(ALERT);
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.NO_ANSWER);
        restart(PLAN, outcomes.snapshot());
        outcomes.second(reply(ALERT, LEGITIMATE, LATER));
        outcomes.first(ALERT);
        assertThat(outcomes.takeOutput()).isEmpty();
    }

    /** The gateway took the answer in time, while this job was down. */
    @Test
    void shouldNotSayThatNobodyAnsweredBeforeTheRepliesAreRead() throws Exception {
        outcomes.first(ALERT);
        restart(PLAN, outcomes.snapshot());
        outcomes.setProcessingTime(LONG_OVER.toEpochMilli());
        assertThat(outcomes.takeOutput()).isEmpty();
        outcomes.second(reply(ALERT, CONFIRMED_FRAUD, LATER));
        outcomes.second(allRead());
        outcomes.setProcessingTime(LONG_OVER.plusSeconds(5).toEpochMilli());
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.CONFIRMED_FRAUD);
    }

    @Test
    void shouldForgetAnEndedAlertWhenItCanNoLongerRepeat() throws Exception {
        outcomes.setStateTtlProcessingTime(0);
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, LEGITIMATE, LATER));
        outcomes.setStateTtlProcessingTime(TestingAnswers.ALERT_MEMORY.toMillis());
        outcomes.first(ALERT);
        outcomes.second(reply(ALERT, LEGITIMATE, LATER));
        assertThat(outcomes.takeOutput()).hasSize(2);
    }

    @Test
    void shouldLetNothingOfAReplayGrowOld() throws Exception {
        restart(OutcomePlan.defaults(true), null);
        Instant today = NOON.plus(Duration.ofDays(200));
        outcomes.setProcessingTime(today.toEpochMilli());
        outcomes.second(allRead());
        outcomes.first(ALERT);
        outcomes.setProcessingTime(today.plus(Duration.ofHours(23)).toEpochMilli());
        assertThat(outcomes.takeOutput()).isEmpty();
        outcomes.second(reply(ALERT, LEGITIMATE, today.plusSeconds(5)));
        assertThat(outcomes.takeOutput())
                .extracting(Outcome::at, Outcome::snoozedUntil)
                .containsExactly(tuple(NOON, NOON.plus(PLAN.snooze())));
    }

    @Test
    void shouldKeepNothingReadableInSnapshots() throws Exception {
        outcomes.first(ALERT);
        assertThat(KeyedHarness.plainBytes(outcomes.snapshot()))
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("812", "burst", "northbank");
    }
}
