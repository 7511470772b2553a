package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.TracedPart.Kind;
import io.cardwatch.rule.TracedPart.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule's condition taken apart: what a person is told of it. */
final class RuleTraceTest {
    private static final double MISSING = Double.NaN;

    /** tx, usual, cap, fresh. */
    private static final String FILE =
            """
            ruleset: traced
            version: "1"
            features:
              tx:    { by: card, count: true, over: 10m }
              usual: { by: card, mean: amount, over: 30d, excluding: current }
              cap:   { by: card, max: amount, over: 30d }
              fresh: { by: card, first_seen: mcc, over: 30d }
            rules:
              - { id: traced, when: "%s", score: "%s", reason: "traced" }
            alerting: { threshold: 1 }
            """;

    private static RuleTrace trace(String when, double... features) throws Exception {
        return trace(when, "2 * tx", features);
    }

    private static RuleTrace trace(String when, String score, double... features) throws Exception {
        CompiledRules rules = RuleCompiler.compile("rules.yaml", FILE.formatted(when, score));
        return rules.trace(0, event(), features);
    }

    private static CardEvent event() {
        return CardEvent.builder()
                .eventId("e")
                .bankId("b")
                .messageType(MessageType.AUTHORISATION)
                .cardRef("c")
                .eventTime(Instant.EPOCH)
                .currency("EUR")
                .amountMinor(21_000)
                .baseAmount(21_000, 2)
                .mcc("5411")
                .build();
    }

    private static Gap gap(String when, double... features) throws Exception {
        List<TracedPart> unmet = trace(when, features).condition().unmet();
        assertThat(unmet).hasSize(1);
        return unmet.get(0).gap();
    }

    @Test
    void shouldSayHowManyMoreACountNeeds() throws Exception {
        assertThat(gap("tx >= 6", 4, 1, 1, 0)).isEqualTo(new Gap("tx", 4, 6, false, true, true));
        assertThat(gap("tx > 6", 4, 1, 1, 0).by()).isEqualTo(3);
        assertThat(gap("6.5 < tx", 4, 1, 1, 0).by()).isEqualTo(3);
        assertThat(gap("!(tx > 2)", 4, 1, 1, 0)).isEqualTo(new Gap("tx", 4, 2, false, false, true));
        assertThat(gap("tx == 3", 4, 1, 1, 0).by()).isEqualTo(-1);
        assertThat(gap("tx in [1, 7]", 4, 1, 1, 0).by()).isEqualTo(-3);
    }

    @Test
    void shouldSayHowMuchAnAmountNeedsBesideWhatIsUsual() throws Exception {
        RuleTrace trace = trace("event.amount > 3 * usual", 1, 85.1, 1, 0);
        TracedPart test = trace.condition();

        assertThat(test.gap().of()).isEqualTo("event.amount");
        assertThat(test.gap().by()).isEqualTo(3 * 85.1 - 210.0);
        assertThat(test.gap().beyond()).isTrue();
        assertThat(test.compared())
                .extracting(TracedValue::name)
                .containsExactly("event.amount", "3 * usual");
        assertThat(test.values()).extracting(TracedValue::number).containsExactly(210.0, 85.1);
    }

    @Test
    void shouldFindWhereAValueThatMovesBothSidesOrStandsWithinAnExpressionHasToGo()
            throws Exception {
        assertThat(gap("usual > 10 * ((cap - usual) / 4)", 1, 10, 74, 0).target())
                .isCloseTo(740.0 / 14.0, offset(1e-9));
        assertThat(gap("abs(usual - 100) < 20", 1, 50, 1, 0).target()).isCloseTo(80, offset(1e-9));
        assertThat(gap("tx * 10 >= 45", 2, 1, 1, 0))
                .isEqualTo(new Gap("tx", 2, 5, false, true, true));
    }

    @Test
    void shouldMoveASideAsAWholeWhereSeveralValuesStandInIt() throws Exception {
        Gap gap = gap("usual / cap >= 0.7", 1, 50, 100, 0);
        assertThat(gap.of()).isEqualTo("usual / cap");
        assertThat(gap.value()).isEqualTo(0.5);
        assertThat(gap.limit()).isEqualTo(0.7);
    }

    @Test
    void shouldTakeTheNearestOfAlternatives() throws Exception {
        TracedPart any = trace("tx > 100 || usual > 90 || fresh", 4, 85, 1, 0).condition();
        assertThat(any.kind()).isEqualTo(Kind.ANY);
        assertThat(any.nearest().text()).isEqualTo("usual > 90");
        assertThat(any.unmet()).containsExactly(any.nearest());

        TracedPart missing = trace("tx > 100 || usual > 90", 4, MISSING, 1, 0).condition();
        assertThat(missing.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(missing.nearest().text()).as("what is there comes first").isEqualTo("tx > 100");
    }

    @Test
    void shouldNeedOnePartOfANegatedConjunctionToFail() throws Exception {
        TracedPart not = trace("!(tx >= 3 && usual > 80)", 4, 85, 1, 0).condition();
        TracedPart all = not.parts().get(0);

        assertThat(not.kind()).isEqualTo(Kind.NOT);
        assertThat(all.oneIsEnough()).isTrue();
        assertThat(all.wanted()).isFalse();
        assertThat(not.unmet()).extracting(TracedPart::text).containsExactly("usual > 80");
        assertThat(not.unmet().get(0).gap().by()).isEqualTo(-5);
    }

    @Test
    void shouldFollowTheSideThatAChoiceTook() throws Exception {
        TracedPart choice = trace("fresh ? tx > 9 : usual > 90", 4, MISSING, 1, 1).condition();

        assertThat(choice.kind()).isEqualTo(Kind.CHOICE);
        assertThat(choice.outcome()).isEqualTo(Outcome.FAILS);
        assertThat(choice.parts()).extracting(TracedPart::text).containsExactly("fresh", "tx > 9");
        assertThat(choice.unmet()).extracting(TracedPart::text).containsExactly("tx > 9");
    }

    @Test
    void shouldNameWhatIsMissingAndNotWhatDoesNotMatter() throws Exception {
        RuleTrace trace =
                trace("tx > 3 && usual + cap > 10 && event.ip == '203.0.113.7'", 4, MISSING, 1, 0);

        assertThat(trace.isNotApplicable()).isTrue();
        assertThat(trace.condition().unmet().stream().flatMap(test -> test.missing().stream()))
                .containsExactly("usual", "event.ip");
        assertThat(trace("tx > 9 && usual > 10", 4, MISSING, 1, 0).isNotApplicable()).isFalse();
    }

    @Test
    void shouldNotFireWhereTheScoreIsMissing() throws Exception {
        assertThat(trace("tx > 3", 4, 1, 1, 0).fired()).isTrue();
        assertThat(trace("tx > 3", 4, 1, 1, 0).score()).isEqualTo(8);
        assertThat(trace("tx > 3", "usual / tx", 4, MISSING, 1, 0).isNotApplicable()).isTrue();
        assertThat(trace("tx > 3", "1 / (tx - 4)", 4, 1, 1, 0).isNotApplicable()).isTrue();
    }
}
