package io.cardwatch.operator;

import static io.cardwatch.operator.TestingAnswers.PLAN;
import static io.cardwatch.operator.TestingAnswers.allRead;
import static io.cardwatch.operator.TestingAnswers.deciding;
import static io.cardwatch.operator.TestingAnswers.receipt;
import static io.cardwatch.operator.TestingAnswers.reply;
import static io.cardwatch.operator.TestingJob.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.Outcome;
import io.cardwatch.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three topics, each read in its own order but interleaved by chance, with checkpoints, and crashes
 * that go back to the last one and read again from there.
 */
class OneOutcomePerAlertTest {
    private static final int ALERTS = 12;
    private static final List<Answer> ANSWERS = List.of(Answer.values());

    /** How far each topic has been read. */
    private record Places(int alerts, int replies, int receipts) {}

    private final List<KeyedAlert> alerts = new ArrayList<>();
    private final List<AnswerUpdate> replies = new ArrayList<>();
    private final List<AnswerUpdate> receipts = new ArrayList<>();
    private final Map<String, Outcome.Kind> expected = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldBeTheFirstAnswersWhateverTheInterleaving(long seed) throws Exception {
        Random random = new Random(seed);
        makeUp(random);
        Map<String, Set<Outcome>> seen = new HashMap<>();
        Places places = new Places(0, 0, 0);
        Places kept = places;
        OperatorSubtaskState checkpoint = null;
        KeyedHarness<KeyedAlert, AnswerUpdate, Outcome> outcomes = start(null);
        int crashes = 0;
        while (places.alerts() < alerts.size()
                || places.replies() < replies.size()
                || places.receipts() < receipts.size()) {
            int move = random.nextInt(20);
            if (move == 0 && crashes < 5) {
                crashes++;
                outcomes.close();
                outcomes = start(checkpoint);
                places = kept;
            } else if (move == 1) {
                checkpoint = outcomes.snapshot();
                kept = places;
            } else {
                places = read(outcomes, places, random.nextInt(3));
            }
            take(outcomes, seen);
        }
        outcomes.second(allRead());
        outcomes.setProcessingTime(NOON.plus(Duration.ofDays(3)).toEpochMilli());
        take(outcomes, seen);
        outcomes.close();

        Map<String, Outcome.Kind> kinds = new HashMap<>();
        seen.forEach(
                (alert, all) -> {
                    assertThat(all).as("repetitions are equal").hasSize(1);
                    kinds.put(alert, all.iterator().next().kind());
                });
        assertThat(kinds).isEqualTo(expected);
    }

    private void makeUp(Random random) {
        for (int i = 0; i < ALERTS; i++) {
            KeyedAlert alert = TestingCardholder.alert("e" + i, 3, "sms");
            alerts.add(alert);
            if (random.nextInt(5) == 0) {
                alerts.add(alert);
            }
            boolean sent = random.nextBoolean();
            receipts.add(
                    receipt(
                            alert,
                            sent ? SendOutcome.Kind.ACCEPTED : SendOutcome.Kind.RETRY,
                            NOON.plusSeconds(random.nextInt(3_600))));
            Outcome.Kind kind = sent ? Outcome.Kind.NO_ANSWER : Outcome.Kind.NOT_REACHED;
            expected.put(alert.alert().alertId(), kind);
        }
        Instant at = NOON;
        for (int i = 0; i < 2 * ALERTS; i++) {
            at = at.plusSeconds(random.nextInt(7_200));
            KeyedAlert alert = alerts.get(random.nextInt(alerts.size()));
            AnswerUpdate reply = reply(alert, ANSWERS.get(random.nextInt(ANSWERS.size())), at);
            replies.add(reply);
            expect(reply.reply());
        }
    }

    private void expect(Reply reply) {
        boolean inTime = reply.at().isBefore(NOON.plus(PLAN.noAnswerAfter()));
        Outcome.Kind before = expected.get(reply.alertId());
        boolean open = before == Outcome.Kind.NO_ANSWER || before == Outcome.Kind.NOT_REACHED;
        if (reply.answer() != Answer.STOP && inTime && open) {
            expected.put(
                    reply.alertId(),
                    reply.answer() == Answer.LEGITIMATE
                            ? Outcome.Kind.LEGITIMATE
                            : Outcome.Kind.CONFIRMED_FRAUD);
        }
    }

    private static KeyedHarness<KeyedAlert, AnswerUpdate, Outcome> start(
            OperatorSubtaskState checkpoint) throws Exception {
        KeyedHarness<KeyedAlert, AnswerUpdate, Outcome> outcomes = deciding(PLAN);
        if (checkpoint != null) {
            outcomes.initializeState(checkpoint);
        }
        outcomes.open();
        outcomes.setProcessingTime(NOON.plusSeconds(60).toEpochMilli());
        return outcomes;
    }

    private Places read(
            KeyedHarness<KeyedAlert, AnswerUpdate, Outcome> outcomes, Places places, int topic)
            throws Exception {
        if (topic == 0 && places.alerts() < alerts.size()) {
            outcomes.first(alerts.get(places.alerts()));
            return new Places(places.alerts() + 1, places.replies(), places.receipts());
        }
        if (topic == 1 && places.replies() < replies.size()) {
            outcomes.second(replies.get(places.replies()));
            return new Places(places.alerts(), places.replies() + 1, places.receipts());
        }
        if (topic == 2 && places.receipts() < receipts.size()) {
            outcomes.second(receipts.get(places.receipts()));
            return new Places(places.alerts(), places.replies(), places.receipts() + 1);
        }
        return places;
    }

    private static void take(
            KeyedHarness<KeyedAlert, AnswerUpdate, Outcome> outcomes,
            Map<String, Set<Outcome>> seen) {
        Set<String> now = new HashSet<>();
        for (Outcome outcome : outcomes.takeOutput()) {
            assertThat(now.add(outcome.alertId())).isTrue();
            seen.computeIfAbsent(outcome.alertId(), added -> new HashSet<>()).add(outcome);
        }
    }
}
