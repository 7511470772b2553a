package io.cardwatch.operator;

import static io.cardwatch.operator.TestingCardholder.SUBJECT;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.outcome.OutcomePlan;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/** Outcomes to decide, and what they are decided by. */
final class TestingAnswers {
    static final OutcomePlan PLAN = OutcomePlan.defaults(false);
    static final Duration ALERT_MEMORY = Duration.ofDays(8);

    private TestingAnswers() {}

    /** A subtask that stands at noon; it has read no replies yet. */
    static KeyedHarness<KeyedAlert, AnswerUpdate, Outcome> deciding(OutcomePlan plan)
            throws Exception {
        return KeyedHarness.twoInputs(
                SimpleOperatorFactory.of(
                        new KeyedCoProcessOperator<>(
                                new DecideOutcomes(TestingJob.SECRET, plan, ALERT_MEMORY))),
                KeyedAlert::subject,
                AnswerUpdate::subject);
    }

    static AnswerUpdate allRead() {
        return AnswerUpdate.partitionRead(new KeyHash(1, 2), 0, 1);
    }

    static AnswerUpdate reply(KeyedAlert alert, Answer answer, Instant at) {
        return reply(alert, answer, "sms", at);
    }

    static AnswerUpdate reply(KeyedAlert alert, Answer answer, String channel, Instant at) {
        String alertId = alert.alert().alertId();
        return AnswerUpdate.of(
                SUBJECT,
                new Reply(
                        alertId.substring(0, 8) + at, alertId, channel, SUBJECT.hex(), answer, at));
    }

    static AnswerUpdate receipt(KeyedAlert alert, SendOutcome.Kind kind, Instant at) {
        return AnswerUpdate.of(
                SUBJECT,
                new Receipt(
                        alert.alert().alertId(),
                        "sms",
                        SUBJECT.hex(),
                        Receipt.Reporter.ATTEMPT,
                        3,
                        1,
                        kind,
                        at,
                        null,
                        null));
    }
}
