package io.cardwatch.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.SchemaAssert;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("decision");

    @ParameterizedTest
    @EnumSource
    void shouldReadBackEveryKind(Decision.What what) {
        Decision whole =
                TestingDecisions.decision(1, what, "retry_later", "sms", 3L, 2, "http 429");
        Decision least = TestingDecisions.decision(1, what, "not_sent", null, null, null, null);
        for (Decision decision : Set.of(whole, least)) {
            byte[] json = DecisionJson.encode(decision);
            SCHEMA.accepts(json);
            assertThat(DecisionJson.decode(json)).isEqualTo(decision);
        }
    }

    @Test
    void shouldWriteIdsAndFieldsThatNoLaterBuildChanges() {
        assertThat(new String(DecisionJson.encode(TestingDecisions.accepted(1)), UTF_8))
                .isEqualTo(
                        "{\"id\":\"908a5398ba2489c0c8c6b8eb03ee93e5\",\"at\":\"2026-03-01T22:05:01.001Z\","
                                + "\"bankId\":\"northbank\",\"alertId\":\"dc937071050853275968925388de1681\","
                                + "\"ruleSetVersion\":\"2026-03-01.1\",\"what\":\"attempt\","
                                + "\"outcome\":\"accepted\",\"channel\":\"sms\","
                                + "\"consentVersion\":3,\"attempt\":1}");
    }

    @Test
    void shouldHaveTheSameIdWhoeverSaysItAgainAndWhenever() {
        Decision first = TestingDecisions.accepted(1);
        Decision again =
                Decision.of(
                        first.bankId(),
                        first.alertId(),
                        "another version",
                        first.what(),
                        first.outcome(),
                        first.channel(),
                        4L,
                        first.attempt(),
                        first.reason(),
                        first.at().plus(Duration.ofDays(1)));
        assertThat(again.id()).isEqualTo(first.id());
    }

    @Test
    void shouldHaveAnotherIdForWhateverElseIsSaid() {
        Decision.What attempt = Decision.What.ATTEMPT;
        Decision.What refused = Decision.What.REFUSED;
        Set<String> ids = new HashSet<>();
        ids.add(TestingDecisions.decision(1, attempt, "a", "b", 1L, 1, "c").id());
        ids.add(TestingDecisions.decision(2, attempt, "a", "b", 1L, 1, "c").id());
        ids.add(TestingDecisions.decision(1, refused, "a", "b", 1L, 1, "c").id());
        ids.add(TestingDecisions.decision(1, attempt, "d", "b", 1L, 1, "c").id());
        ids.add(TestingDecisions.decision(1, attempt, "a", "d", 1L, 1, "c").id());
        ids.add(TestingDecisions.decision(1, attempt, "a", null, 1L, 1, "c").id());
        ids.add(TestingDecisions.decision(1, attempt, "a", "b", 1L, 2, "c").id());
        ids.add(TestingDecisions.decision(1, attempt, "a", "b", 1L, null, "c").id());
        ids.add(TestingDecisions.decision(1, attempt, "a", "b", 1L, 1, "d").id());
        ids.add(TestingDecisions.decision(1, attempt, "a", "b", 1L, 1, null).id());
        ids.add(TestingDecisions.decision(1, attempt, "ab", null, 1L, 1, "c").id());
        assertThat(ids).hasSize(11);
    }

    /** The log keeps it for ever, so a provider's words must not get there. */
    @Property
    void shouldHoldShortPlainWordsWhateverItIsGiven(@ForAll String text) {
        Decision decision =
                TestingDecisions.decision(
                        1, Decision.What.ATTEMPT, "x" + text, "x" + text, 1L, 1, "x" + text);
        byte[] json = DecisionJson.encode(decision);
        SCHEMA.accepts(json);
        assertThat(DecisionJson.decode(json)).isEqualTo(decision);
    }

    @Test
    void shouldLeaveNothingReadableOfAnAddress() {
        Decision decision =
                TestingDecisions.decision(
                        1, Decision.What.ATTEMPT, "unknown", "email", 1L, 1, "<jo@ü.example>\n");
        assertThat(decision.reason()).isEqualTo("?jo??.example??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"id\":1}", "{\"what\":\"attempt\"}"})
    void shouldReadNothingFromWhatIsNoDecision(String json) {
        assertThat(DecisionJson.decode(json.getBytes(UTF_8))).isNull();
    }

    @Test
    void shouldCountAttemptsFromOne() {
        assertThatThrownBy(
                        () ->
                                TestingDecisions.decision(
                                        1, Decision.What.ATTEMPT, "retry", "sms", 1L, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
