package io.cardwatch.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.SchemaAssert;
import io.cardwatch.audit.Decision;
import io.cardwatch.audit.DecisionJson;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.delivery.ChannelControl;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit log is told of an alert's way. */
class DeliveryDecisionsTest {
    private static final Duration EXPIRE_AFTER = TestingDelivery.PLAN.expireAfter();

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
    void shouldTellOfEachAttemptAndTheConsentAndRulesThatItRestsOn() throws Exception {
        delivery.alert("e", "sms");
        sms.attempts().get(0).answer().complete(SendOutcome.of(Kind.RETRY, "http 503"));
        delivery.settle();
        delivery.grant("sms", 4);
        delivery.pass(Duration.ofMinutes(1));
        sms.attempts().get(1).answers(Kind.ACCEPTED);
        delivery.settle();

        assertThat(delivery.decisions())
                .containsExactly(
                        Decision.of(
                                DeliveryDriver.BANK,
                                DeliveryDriver.id("e"),
                                "7",
                                Decision.What.ATTEMPT,
                                "retry",
                                "sms",
                                3L,
                                1,
                                "http 503",
                                delivery.now().minus(Duration.ofMinutes(1))),
                        Decision.of(
                                DeliveryDriver.BANK,
                                DeliveryDriver.id("e"),
                                "7",
                                Decision.What.ATTEMPT,
                                "accepted",
                                "sms",
                                4L,
                                2,
                                null,
                                delivery.now()));
    }

    @Test
    void shouldTellWhyAChannelWasNotUsedAndThatNobodyWasReached() throws Exception {
        delivery.withdraw("sms", 4);
        delivery.alert("e", "sms");

        assertThat(decided())
                .containsExactly(
                        "refused not_sent sms consent 4 withdrawn", "undelivered not_sent");
    }

    @Test
    void shouldTellThatAChannelIsNotConfigured() throws Exception {
        delivery.alert("e", "pager", "sms");

        assertThat(decided()).containsExactly("refused not_sent pager not_configured");
    }

    @Test
    void shouldTellThatAnAlertGrewTooOldBeforeItWasSent() throws Exception {
        delivery.control(ChannelControl.ALL, true);
        delivery.alert("e", "sms");
        assertThat(decided()).as("waiting is no decision").isEmpty();

        delivery.pass(EXPIRE_AFTER);
        assertThat(decided()).containsExactly("expired not_sent");
    }

    @Test
    void shouldTellThatAnAlertWasSentAndNeverConfirmed() throws Exception {
        delivery.alert("e", "sms", "push");
        push.attempts().get(0).answers(Kind.ACCEPTED);
        delivery.settle();
        delivery.pass(TestingDelivery.PLAN.fallbackAfter());
        sms.attempts().get(0).answers(Kind.RETRY);
        delivery.settle();
        delivery.control("sms", true);
        delivery.pass(EXPIRE_AFTER);

        assertThat(decided())
                .containsExactly(
                        "attempt accepted push consent 3 attempt 1",
                        "attempt retry sms consent 3 attempt 1",
                        "expired not_confirmed");
    }

    @Test
    void shouldTellThatThereWasNoRoomForAnAlert() throws Exception {
        try (DeliveryDriver small = DeliveryDriver.ready(TestingDelivery.plan(false, 1), sms)) {
            small.grant("sms", 3);
            small.alert("e1", "sms");
            small.alert("e2", "sms");

            assertThat(small.decisions())
                    .singleElement()
                    .satisfies(
                            decision -> {
                                assertThat(decision.what()).isEqualTo(Decision.What.DROPPED);
                                assertThat(decision.alertId()).isEqualTo(DeliveryDriver.id("e2"));
                            });
        }
    }

    /** The audit log's appender drops what it knows by id. */
    @Test
    void shouldSayTheSameUnderTheSameIdsAfterARestore() throws Exception {
        OperatorSubtaskState checkpoint = delivery.checkpoint();
        delivery.withdraw("push", 4);
        delivery.alert("e", "push", "sms");
        sms.attempts().get(0).answers(Kind.ACCEPTED);
        delivery.settle();
        List<String> first = ids();
        assertThat(first).hasSize(2);

        delivery.crash(checkpoint);
        delivery.readAttempts();
        delivery.withdraw("push", 4);
        delivery.pass(Duration.ofMinutes(1));
        delivery.alert("e", "push", "sms");
        assertThat(ids()).isSubsetOf(first).isNotEmpty();
    }

    @Test
    void shouldSayNothingOfThePersonTheCardOrThePayment() throws Exception {
        delivery.alert("e", "sms");
        sms.attempts().get(0).answers(Kind.DEAD_ADDRESS);
        delivery.settle();

        assertThat(decided())
                .containsExactly(
                        "attempt dead_address sms consent 3 attempt 1", "undelivered not_sent");
        for (Decision decision : delivery.decisions()) {
            byte[] json = DecisionJson.encode(decision);
            SchemaAssert.schema("decision").accepts(json);
            assertThat(new String(json, UTF_8))
                    .doesNotContain(TestingCardholder.ADDRESS)
                    .doesNotContain(TestingCardholder.SUBJECT.hex())
                    .doesNotContain(TestingJob.SUBJECT)
                    .doesNotContain(TestingJob.CARD)
                    .doesNotContain(TestingJob.MERCHANT)
                    .doesNotContain("812");
        }
    }

    private List<String> ids() {
        return delivery.decisions().stream().map(Decision::id).toList();
    }

    /** What was decided in this run, without what is the same of all. */
    private List<String> decided() {
        return delivery.decisions().stream().map(DeliveryDecisionsTest::inShort).toList();
    }

    private static String inShort(Decision decision) {
        StringBuilder text = new StringBuilder(decision.what().wireName());
        text.append(' ').append(decision.outcome());
        if (decision.channel() != null) {
            text.append(' ').append(decision.channel());
        }
        if (decision.consentVersion() != null) {
            text.append(" consent ").append(decision.consentVersion());
        }
        if (decision.attempt() != null) {
            text.append(" attempt ").append(decision.attempt());
        }
        if (decision.reason() != null) {
            text.append(' ').append(decision.reason());
        }
        return text.toString();
    }
}
