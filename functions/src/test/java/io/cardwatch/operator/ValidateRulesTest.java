package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleProblem;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValidateRulesTest {
    private KeyedHarness<RulesPush, Void, RulesUpdate> validate;

    @BeforeEach
    void start() throws Exception {
        validate =
                KeyedHarness.oneInput(
                        SimpleOperatorFactory.of(
                                new ProcessOperator<>(
                                        new ValidateRules(
                                                TestingJob.rules(), List.of("northbank")))),
                        push -> NextStage.NOWHERE,
                        1,
                        0);
        validate.open();
    }

    @AfterEach
    void stop() {
        validate.close();
    }

    @Test
    void shouldPassAValidSetOn() throws Exception {
        assertThat(push("northbank", TestingJob.RULES))
                .containsExactly(new RulesUpdate("northbank", 5, "rules.yaml", TestingJob.RULES));
        assertThat(status().status()).isEqualTo(RulesStatus.Kind.ACCEPTED);
        assertThat(status().ruleset()).isEqualTo("testing");
        assertThat(status().version()).isEqualTo("7");
    }

    @Test
    void shouldRefuseAnInvalidSetInTheWordsOfValidate() throws Exception {
        String wrong = TestingJob.RULES.replace("tx_10m >= 3.0", "tx_10n >= 3.0");
        assertThat(push(null, wrong)).isEmpty();
        assertThat(status().status()).isEqualTo(RulesStatus.Kind.REFUSED);
        assertThat(status().problems())
                .isNotEmpty()
                .isEqualTo(
                        RuleCompiler.check("rules.yaml", wrong).problems().stream()
                                .map(RuleProblem::toString)
                                .toList());
    }

    @Test
    void shouldRefuseASetThatNeedsAKeyWithoutStage() throws Exception {
        assertThat(push(null, TestingJob.RULES.replace("by: merchant", "by: ip"))).isEmpty();
        assertThat(status().problems())
                .last()
                .isEqualTo(
                        "rules.yaml: feature 'merchant_2h' needs the key 'ip', which the running"
                                + " job has no stage for; add it to stages.dimensions and resubmit"
                                + " from a savepoint");
    }

    @Test
    void shouldRefuseASetThatLooksBackFurtherThanIdleKeysAreKept() throws Exception {
        assertThat(push(null, TestingJob.RULES.replace("over: 2h", "over: 91d"))).isEmpty();
        assertThat(status().problems()).last().asString().contains("merchant_2h").contains("90d");
    }

    @Test
    void shouldRefuseASetForABankWithoutFeed() throws Exception {
        assertThat(push("nortbank", TestingJob.RULES)).isEmpty();
        assertThat(status().problems()).last().asString().contains("did you mean 'northbank'?");
    }

    @Test
    void shouldRefuseASetThatTheCompilerTripsOver() throws Exception {
        RulesPush push = new RulesPush(5, null, "rules.yaml", TestingJob.RULES, null);
        for (Throwable thrown :
                List.of(new StackOverflowError(), new IllegalStateException("with a value"))) {
            PushCheck check =
                    new PushCheck(
                            TestingJob.rules().plan(),
                            List.of("northbank"),
                            (name, text) -> trip(thrown));
            PushCheck.Result result = check.of(push);
            assertThat(result.rules()).isNull();
            assertThat(result.problems())
                    .containsExactly(
                            "rules.yaml: cannot be checked ("
                                    + thrown.getClass().getSimpleName()
                                    + ")");
        }
    }

    private static RuleCompiler.Result trip(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    @Test
    void shouldReportARecordThatIsNoPush() throws Exception {
        validate.first(new RulesPush(5, null, "rules-0@5", null, "rules-0@5: no JSON"));
        assertThat(validate.takeOutput()).isEmpty();
        assertThat(status().status()).isEqualTo(RulesStatus.Kind.REFUSED);
        assertThat(status().problems()).containsExactly("rules-0@5: no JSON");
    }

    private List<RulesUpdate> push(String bank, String text) throws Exception {
        validate.first(new RulesPush(5, bank, "rules.yaml", text, null));
        return validate.takeOutput();
    }

    private RulesStatus status() {
        return validate.getSideOutput(ValidateRules.STATUS).element().getValue();
    }
}
