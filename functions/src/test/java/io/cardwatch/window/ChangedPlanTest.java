package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleSet;
import io.cardwatch.rule.RuleTrace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** State that was written under one rule set and is read under the next. */
class ChangedPlanTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void shouldKeepWhatBothRuleSetsDefine() throws IOException {
        WindowPlan before =
                plan(
                        16,
                        rules().card(Aggregate.COUNT, null, DAY)
                                .card(Aggregate.SUM, "amount", HOUR)
                                .card(Aggregate.DISTINCT, "merchantCountry", DAY)
                                .card(Aggregate.FIRST_SEEN, "mcc", DAY)
                                .card(Aggregate.ELAPSED, null, HOUR));
        WindowPlan after =
                plan(
                        16,
                        rules().card(Aggregate.ELAPSED, null, HOUR)
                                .card(Aggregate.DISTINCT, "merchantCountry", DAY)
                                .card(Aggregate.COUNT, null, DAY)
                                .card(Aggregate.FIRST_SEEN, "mcc", DAY));
        KeyState state = before.newState();
        for (int i = 0; i < 5; i++) {
            Events.take(
                    state, Events.at(Events.NOON + i).mcc("5411").merchantCountry("C" + i).build());
        }
        KeyState read = States.roundTrip(state, after);
        assertThat(
                        Events.take(
                                read,
                                Events.at(Events.NOON + 1_004)
                                        .mcc("5411")
                                        .merchantCountry("C0")
                                        .build()))
                .containsExactly(1, 5, 6, 0);
    }

    @Test
    void shouldKeepFoldedWindowsByTheirDefinition() throws IOException {
        WindowPlan before =
                plan(
                        4,
                        rules().card(Aggregate.COUNT, null, HOUR)
                                .card(Aggregate.SUM, "amount", DAY)
                                .card(Aggregate.COUNT, null, DAY)
                                .card(Aggregate.DISTINCT, "merchantCountry", DAY));
        WindowPlan after =
                plan(
                        4,
                        rules().card(Aggregate.DISTINCT, "merchantCountry", DAY)
                                .card(Aggregate.DISTINCT, "mcc", DAY)
                                .card(Aggregate.MEAN, "amount", DAY));
        KeyState state = before.newState();
        for (int i = 0; i < 40; i++) {
            Events.take(state, Events.at(Events.NOON + i).merchantCountry("C" + i % 5).build());
        }
        KeyState read = States.roundTrip(state, after);
        double[] features =
                Events.take(read, Events.at(Events.NOON + 50).baseAmount(5_100, 2).build());
        assertThat(features).containsExactly(5, 0, (40 * 10.0 + 51.0) / 41);
    }

    @Test
    void shouldStartAWindowOfANewConditionEmpty() throws IOException {
        WindowPlan before = plan(16, rules().card(Aggregate.COUNT, null, DAY));
        WindowPlan after =
                plan(
                        16,
                        rules().feature(
                                        KeyDimension.CARD,
                                        Aggregate.COUNT,
                                        null,
                                        DAY,
                                        "event.approved",
                                        false)
                                .card(Aggregate.COUNT, null, DAY));
        KeyState state = before.newState();
        Events.take(state, Events.at(Events.NOON).build());
        KeyState read = States.roundTrip(state, after);
        assertThat(Events.take(read, Events.at(Events.NOON + 1).build())).containsExactly(1, 2);
    }

    @Test
    void shouldGiveEqualDefinitionsOneFingerprintWhateverTheirNames() {
        WindowPlan one = plan(16, rules().card(Aggregate.COUNT, null, DAY));
        WindowPlan twice =
                plan(16, rules().card(Aggregate.COUNT, null, DAY).card(Aggregate.COUNT, null, DAY));
        WindowPlan other = plan(16, rules().card(Aggregate.COUNT, null, HOUR));
        assertThat(twice.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
        assertThat(twice.definitions[0]).hasSize(1);
    }

    @Test
    void shouldGiveTheSameHistoryOneIdWhateverIsReadOffIt() {
        Feature.Builder mean =
                Feature.of("mean", KeyDimension.CARD, Aggregate.MEAN, DAY).field("amount");
        long id = WindowPlan.historyId(mean.build());
        assertThat(id).isNotZero();
        assertThat(WindowPlan.historyId(mean.excludingCurrent(true).build())).isEqualTo(id);
        assertThat(
                        WindowPlan.historyId(
                                Feature.of("sum", KeyDimension.CARD, Aggregate.SUM, DAY)
                                        .field("amount")
                                        .build()))
                .isEqualTo(id);
        assertThat(WindowPlan.historyId(mean.where("event.approved").build())).isNotEqualTo(id);
        for (Aggregate aggregate :
                new Aggregate[] {Aggregate.ELAPSED, Aggregate.SPEED, Aggregate.LAST}) {
            Feature feature = Feature.of("f", KeyDimension.CARD, aggregate, DAY).build();
            assertThat(WindowPlan.historyId(feature)).isZero();
        }
    }

    @Test
    void shouldJudgeAnEventByTheConditionsOfItsOwnSet() {
        TestingCompiledRules known =
                rules().feature(
                                KeyDimension.CARD,
                                Aggregate.COUNT,
                                null,
                                DAY,
                                "event.approved",
                                false);
        WindowBounds bounds = new WindowBounds(5_000, 60_000, 86_400_000, 16, 16, 16);
        WindowPlan plan =
                WindowPlan.of(List.of(known, new Turned(known)), KeyDimension.CARD, bounds, true);
        KeyState state = plan.newState();
        Entry entry = plan.newEntry();
        double[] features = new double[1];
        for (int set = 0; set < 2; set++) {
            plan.project(
                    Events.at(Events.NOON).responseCode("00").build(),
                    Events.NOON,
                    set,
                    States::hash,
                    entry);
            state.take(entry, set, features);
            assertThat(features).as("the other set's list has no such value").containsExactly(1);
        }
    }

    /** Another set, in which a list of the same name has the other values. */
    private record Turned(CompiledRules known) implements CompiledRules {
        @Override
        public RuleSet ruleSet() {
            return known.ruleSet();
        }

        @Override
        public EventPredicate where(int slot) {
            return event -> !known.where(slot).test(event);
        }

        @Override
        public EventPredicate step(int slot, int step) {
            return known.step(slot, step);
        }

        @Override
        public int[] slots(int rule) {
            return known.slots(rule);
        }

        @Override
        public Set<EventField> fields() {
            return known.fields();
        }

        @Override
        public RuleTrace trace(int rule, CardEvent event, double[] features) {
            return known.trace(rule, event, features);
        }

        @Override
        public void evaluate(CardEvent event, double[] features, RuleOutcomes outcomes) {
            known.evaluate(event, features, outcomes);
        }

        @Override
        public String reason(int rule, CardEvent event, double[] features) {
            return known.reason(rule, event, features);
        }
    }

    @Test
    void shouldRefuseAFormatItDoesNotKnow() throws IOException {
        WindowPlan plan = plan(16, rules().card(Aggregate.COUNT, null, DAY));
        byte[] bytes = States.write(plan.newState());
        bytes[0] = 99;
        assertThatThrownBy(() -> States.read(bytes, plan))
                .isInstanceOf(IOException.class)
                .hasMessage("key state of format 99; this build reads 1 and 2");
    }

    private static TestingCompiledRules rules() {
        return new TestingCompiledRules();
    }

    private static WindowPlan plan(int maxEntries, TestingCompiledRules rules) {
        WindowBounds bounds = new WindowBounds(5_000, 60_000, 86_400_000, maxEntries, 16, 16);
        return WindowPlan.of(rules, KeyDimension.CARD, bounds, true);
    }
}
