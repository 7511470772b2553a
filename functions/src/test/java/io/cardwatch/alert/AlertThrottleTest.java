package io.cardwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AlertThrottleTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final Instant NOON = Instant.parse("2026-03-01T11:00:00Z");
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final int THREE_A_DAY = 3;

    private ThrottleState state = ThrottleState.EMPTY;

    @Test
    void shouldHoldBackWhatIsSnoozedAsIfItCooled() {
        List<Finding> both = List.of(finding("burst", 60), finding("spree", 40));
        assertThat(snoozed(ThrottleState.EMPTY, both, "burst")).isNull();
        assertThat(snoozed(ThrottleState.EMPTY, both, "burst", "spree"))
                .isEqualTo(ThrottleReason.SNOOZED);
        List<Finding> against = List.of(finding("burst", 100), finding("known-merchant", -20));
        assertThat(snoozed(ThrottleState.EMPTY, against, "burst"))
                .isEqualTo(ThrottleReason.SNOOZED);
    }

    @Test
    void shouldNameTheCooldownWhereItAloneHoldsBack() {
        ThrottleState cooling =
                new ThrottleState(
                        Map.of("card-a/burst", NOON.plusSeconds(60).toEpochMilli()), 0, 0);
        List<Finding> burst = List.of(finding("burst", 100));
        assertThat(snoozed(cooling, burst, "burst")).isEqualTo(ThrottleReason.COOLDOWN);
        List<Finding> both = List.of(finding("burst", 60), finding("spree", 40));
        assertThat(snoozed(cooling, both, "spree")).isEqualTo(ThrottleReason.SNOOZED);
    }

    private static ThrottleReason snoozed(
            ThrottleState state, List<Finding> findings, String... rules) {
        return AlertThrottle.admit(
                        state,
                        "card-a",
                        findings,
                        Set.of(rules),
                        HALF_HOUR,
                        THREE_A_DAY,
                        NOON,
                        VIENNA)
                .reason();
    }

    @Test
    void shouldHoldBackTheSameRuleOnTheSameCardUntilItHasCooledDown() {
        assertThat(ask("card-a", NOON, "burst")).isNull();
        assertThat(ask("card-a", NOON.plusSeconds(1), "burst")).isEqualTo(ThrottleReason.COOLDOWN);
        assertThat(ask("card-a", NOON.plusSeconds(1799), "burst"))
                .isEqualTo(ThrottleReason.COOLDOWN);
        assertThat(ask("card-a", NOON.plusSeconds(1800), "burst")).isNull();
    }

    @Test
    void shouldNotProlongACooldownByEventsThatItHeldBack() {
        assertThat(ask("card-a", NOON, "burst")).isNull();
        for (int minute = 1; minute < 30; minute++) {
            assertThat(ask("card-a", NOON.plusSeconds(60L * minute), "burst")).isNotNull();
        }
        assertThat(ask("card-a", NOON.plusSeconds(1800), "burst")).isNull();
    }

    @Test
    void shouldAlertAgainWhenAnotherRuleJoinsTheCooledOne() {
        assertThat(ask("card-a", NOON, "burst")).isNull();
        assertThat(ask("card-a", NOON.plusSeconds(60), "burst", "travel")).isNull();
        // Both started anew with the second alert.
        assertThat(ask("card-a", NOON.plusSeconds(1801), "burst"))
                .isEqualTo(ThrottleReason.COOLDOWN);
    }

    @Test
    void shouldCoolEachCardByItself() {
        assertThat(ask("card-a", NOON, "burst")).isNull();
        assertThat(ask("card-b", NOON, "burst")).isNull();
    }

    @Test
    void shouldNotLiftACooldownByARuleThatSpeaksAgainstTheAlert() {
        assertThat(ask("card-a", NOON, "burst")).isNull();
        AlertThrottle.Verdict verdict =
                AlertThrottle.admit(
                        state,
                        "card-a",
                        List.of(finding("burst", 100), finding("known-merchant", -20)),
                        Set.of(),
                        HALF_HOUR,
                        THREE_A_DAY,
                        NOON.plusSeconds(60),
                        VIENNA);
        assertThat(verdict.reason()).isEqualTo(ThrottleReason.COOLDOWN);
    }

    @Test
    void shouldEndTheBudgetsDayAtTheCardholdersMidnight() {
        Instant evening = Instant.parse("2026-03-01T22:30:00Z"); // 23:30 in Vienna
        for (String card : List.of("a", "b", "c")) {
            assertThat(ask(card, evening, "burst")).isNull();
        }
        assertThat(ask("d", evening.plusSeconds(1799), "burst")).isEqualTo(ThrottleReason.BUDGET);
        assertThat(ask("d", evening.plusSeconds(1800), "burst")).isNull();
    }

    @Test
    void shouldOpenNoSecondBudgetInAnotherZone() {
        for (String card : List.of("a", "b", "c")) {
            assertThat(ask(card, NOON, "burst")).isNull();
        }
        // Already the next day in Kiritimati.
        AlertThrottle.Verdict verdict =
                AlertThrottle.admit(
                        state,
                        "d",
                        List.of(finding("burst", 100)),
                        Set.of(),
                        HALF_HOUR,
                        THREE_A_DAY,
                        NOON.plusSeconds(60),
                        ZoneId.of("Pacific/Kiritimati"));
        assertThat(verdict.reason()).isEqualTo(ThrottleReason.BUDGET);
    }

    @Test
    void shouldRememberNothingOnceAllHasEnded() {
        assertThat(ask("card-a", NOON, "burst")).isNull();
        Instant end = state.expiresAt();

        assertThat(end).isEqualTo(Instant.parse("2026-03-01T23:00:00Z"));
        assertThat(state.prune(end.minusMillis(1)).isEmpty()).isFalse();
        assertThat(state.prune(end)).isEqualTo(ThrottleState.EMPTY);
    }

    @Test
    void shouldRememberNothingWhereNothingIsLimited() {
        AlertThrottle.Verdict verdict =
                AlertThrottle.admit(
                        ThrottleState.EMPTY,
                        "card-a",
                        List.of(finding("burst", 100)),
                        Set.of(),
                        Duration.ZERO,
                        Integer.MAX_VALUE,
                        NOON,
                        VIENNA);
        assertThat(verdict.admitted()).isTrue();
        assertThat(verdict.state().isEmpty()).isTrue();
    }

    @Test
    void shouldRedactCardsInToString() {
        assertThat(ask("card-a", NOON, "burst")).isNull();
        assertThat(state.toString()).doesNotContain("card-a");
    }

    record Ask(int minutes, String card, List<String> rules) {}

    @Provide
    Arbitrary<List<Ask>> asks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.of("card-a", "card-b"),
                        Arbitraries.of("r1", "r2", "r3").list().uniqueElements().ofMinSize(1))
                .as(Ask::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 500)
    void shouldDecideAsAListOfAllEarlierAlertsWould(
            @ForAll("asks") List<Ask> asks,
            @ForAll @IntRange(max = 90) int cooldownMinutes,
            @ForAll @IntRange(max = 5) int budget) {
        Duration cooldown = Duration.ofMinutes(cooldownMinutes);
        Oracle oracle = new Oracle(cooldown, budget);
        ThrottleState current = ThrottleState.EMPTY;
        Instant now = NOON;
        for (Ask ask : asks) {
            now = now.plusSeconds(60L * ask.minutes());
            List<Finding> findings = ask.rules().stream().map(rule -> finding(rule, 80)).toList();
            AlertThrottle.Verdict verdict =
                    AlertThrottle.admit(
                            current, ask.card(), findings, Set.of(), cooldown, budget, now, VIENNA);
            current = verdict.state();

            assertThat(verdict.reason()).isEqualTo(oracle.admit(ask, now));
            assertThat(current.cooledUntil().size()).isLessThanOrEqualTo(6);
            assertThat(current.budgetUsed()).isLessThanOrEqualTo(budget);
        }
    }

    /** Keeps every alert for ever and looks through all of them. */
    private static final class Oracle {
        private final Duration cooldown;
        private final int budget;
        private final List<Map.Entry<Instant, Ask>> alerts = new ArrayList<>();

        Oracle(Duration cooldown, int budget) {
            this.cooldown = cooldown;
            this.budget = budget;
        }

        ThrottleReason admit(Ask ask, Instant now) {
            Map<String, Boolean> cooling = new HashMap<>();
            for (String rule : ask.rules()) {
                cooling.put(
                        rule,
                        alerts.stream()
                                .anyMatch(
                                        alert ->
                                                alert.getValue().card().equals(ask.card())
                                                        && alert.getValue().rules().contains(rule)
                                                        && now.isBefore(
                                                                alert.getKey().plus(cooldown))));
            }
            if (!cooling.containsValue(false)) {
                return ThrottleReason.COOLDOWN;
            }
            long today =
                    alerts.stream().filter(alert -> day(alert.getKey()).equals(day(now))).count();
            if (today >= budget) {
                return ThrottleReason.BUDGET;
            }
            alerts.add(Map.entry(now, ask));
            return null;
        }

        private static LocalDate day(Instant instant) {
            return instant.atZone(VIENNA).toLocalDate();
        }
    }

    private ThrottleReason ask(String card, Instant now, String... rules) {
        List<Finding> findings = new ArrayList<>();
        for (String rule : rules) {
            findings.add(finding(rule, 100));
        }
        AlertThrottle.Verdict verdict =
                AlertThrottle.admit(
                        state, card, findings, Set.of(), HALF_HOUR, THREE_A_DAY, now, VIENNA);
        state = verdict.state();
        return verdict.reason();
    }

    private static Finding finding(String rule, double score) {
        return new Finding(rule, score, null, Map.of());
    }
}
