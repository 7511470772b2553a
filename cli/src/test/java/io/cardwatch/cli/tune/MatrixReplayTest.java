package io.cardwatch.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.LabelledEvent;
import io.cardwatch.cli.replay.Replay;
import io.cardwatch.cli.replay.ReplaySettings;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.TunableNumber;
import io.cardwatch.rule.TunableRules;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a search counts on its matrix is what the engine alerts on, to the last alert. */
final class MatrixReplayTest {
    private static final int ROUNDS = 25;

    @Test
    void shouldAlertAsTheEngineDoesWithoutCooldownAndBudget() throws Exception {
        compare("0s", "999");
    }

    @Test
    void shouldAlertAsTheEngineDoesWithCooldownAndBudget() throws Exception {
        compare("3h", "2");
    }

    private static void compare(String cooldown, String budget) throws Exception {
        TestingPayments payments = new TestingPayments(3, 1.0);
        String text = TestingPayments.rules(cooldown, budget);
        TunableRules file = TunableRules.of("rules.yaml", text);
        FeatureMatrix matrix = new FeatureMatrix(file, Long.MAX_VALUE);
        Replay replay = new Replay(file.compiled(), ReplaySettings.defaults());
        for (int i = 0; i < payments.events().size(); i++) {
            JudgedEvent judged = replay.judge(labelled(payments, i));
            matrix.add(
                    judged.event(),
                    judged.features(),
                    judged.event().eventTime().toEpochMilli(),
                    payments.frauds().get(i) ? FeatureMatrix.FRAUD : FeatureMatrix.HONEST);
        }
        Parts parts = Parts.of(matrix, 0, Long.MAX_VALUE, 1);
        MatrixReplay onMatrix =
                new MatrixReplay(
                        matrix, parts, file.compiled().ruleSet().alerting(), ZoneOffset.UTC);
        Random random = new Random(11);
        int alerts = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Settings settings = round == 0 ? Settings.of(file) : random(file, random);
            TunedFile tuned = TunedFile.of(file, text, settings, "new.yaml");
            CompiledRules rules = tuned == null ? file.compiled() : tuned.rules();
            Settings written =
                    tuned == null
                            ? settings
                            : Settings.of(TunableRules.of("new.yaml", tuned.text()));
            onMatrix.set(written);
            Counts counts = onMatrix.counts(written);
            int[] expected = byTheEngine(rules, payments);
            assertThat(new int[] {counts.frauds[0], counts.honest[0]})
                    .as("round %d", round)
                    .isEqualTo(expected);
            alerts += expected[0] + expected[1];
        }
        assertThat(alerts).isGreaterThan(ROUNDS * 10);
    }

    private static Settings random(TunableRules file, Random random) {
        Settings settings = Settings.of(file);
        settings.threshold = 20 + random.nextInt(60);
        for (int rule = 0; rule < settings.on.length; rule++) {
            settings.on[rule] = random.nextInt(6) > 0;
            if (!Double.isNaN(settings.scores[rule])) {
                settings.scores[rule] = 10 + random.nextInt(80);
            }
            for (int test = 0; test < settings.numbers[rule].length; test++) {
                TunableNumber number = file.rules().get(rule).condition().number(test);
                if (number != null) {
                    settings.numbers[rule][test] =
                            number.whole()
                                    ? 1 + random.nextInt(9)
                                    : ShortNumbers.near(
                                            number.value() * random.nextDouble() * 2, 3);
                }
            }
        }
        return settings;
    }

    private static int[] byTheEngine(CompiledRules rules, TestingPayments payments) {
        Replay replay = new Replay(rules, ReplaySettings.defaults());
        int[] alerts = new int[2];
        for (int i = 0; i < payments.events().size(); i++) {
            if (replay.judge(labelled(payments, i)).alert() != null) {
                alerts[payments.frauds().get(i) ? 0 : 1]++;
            }
        }
        return alerts;
    }

    private static LabelledEvent labelled(TestingPayments payments, int i) {
        return LabelledEvent.of(payments.events().get(i), payments.frauds().get(i));
    }
}
