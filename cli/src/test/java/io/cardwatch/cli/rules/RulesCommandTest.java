package io.cardwatch.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.operator.RulesStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class RulesCommandTest {
    @TempDir private Path folder;

    private final TestingRulesStore store = new TestingRulesStore();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldEndWithZeroOnceEverySubtaskJudgesByThePushedSet() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 2));

        assertThat(push("a: first", "--note", "why not")).isZero();

        assertThat(output())
                .contains("rules.yaml: ok, 1 rule")
                .contains("Pushed as sequence 0 for every bank without a set of its own.")
                .contains("Active on 2 of 2 subtasks");
        assertThat(store.pushes().get(0).record().source()).isEqualTo("a: first");
        assertThat(store.pushes().get(0).record().fileName()).isEqualTo("rules.yaml");
        assertThat(store.pushes().get(0).record().note()).isEqualTo("why not");
    }

    @Test
    void shouldPushNothingWhereTheFileIsWrong() throws Exception {
        assertThat(push("wrong")).isEqualTo(1);

        assertThat(output()).contains("rules.yaml:1:1: wrong");
        assertThat(store.pushes()).isEmpty();
    }

    @Test
    void shouldEndWithOneAndTheJobsWordsWhereItRefuses() throws Exception {
        store.answer(sequence -> TestingRulesStore.refused(sequence, "rules.yaml:3:5: needs ip"));

        assertThat(push("a")).isEqualTo(1);

        assertThat(output())
                .contains("Refused by the running job; what was in force stays:")
                .contains("rules.yaml:3:5: needs ip");
    }

    @Test
    void shouldSayWhetherNobodyAnsweredOrNotEverySubtask() throws Exception {
        assertThat(push("a", "--wait", "2s")).isEqualTo(1);
        assertThat(output()).contains("Not confirmed within 2 s: no job has answered.");

        store.answer(
                sequence ->
                        Stream.concat(
                                        TestingRulesStore.accepted(sequence, 0).stream(),
                                        Stream.of(TestingRulesStore.active(sequence, 1, 2)))
                                .toList());
        assertThat(push("a", "--wait", "500ms")).isEqualTo(1);
        assertThat(output())
                .contains("Not confirmed within 500 ms: accepted, but active on 1 of 2 subtasks");
    }

    @Test
    void shouldNotWaitWhereItIsToldSo() throws Exception {
        assertThat(push("a", "--wait", "0s")).isZero();
        assertThat(output()).contains("Not waited for");
    }

    @Test
    void shouldNotTakeTheAnswerToAnotherPushForItsOwn() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence + 1, 1));

        assertThat(push("a", "--wait", "1s")).isEqualTo(1);
    }

    @Test
    void shouldGoBackOneSetAfterAnother() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 1));
        push("a: 0");
        push("a: 1");
        store.answer(sequence -> TestingRulesStore.refused(sequence, "no"));
        push("a: refused");
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 1));
        push("a: 3");

        assertThat(run("rollback")).isZero();
        assertThat(lastSource()).isEqualTo("a: 1");
        assertThat(run("rollback")).isZero();
        assertThat(lastSource()).isEqualTo("a: 0");
        assertThat(run("rollback")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no earlier accepted set");

        assertThat(run("rollback", "--to", "3")).isZero();
        assertThat(lastSource()).isEqualTo("a: 3");
        assertThat(store.pushes().get(6).record().note()).isEqualTo("back to sequence 3");
        assertThat(run("rollback")).isZero();
        assertThat(lastSource()).isEqualTo("a: 0");
    }

    @Test
    void shouldKeepTheSetsOfABankApart() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 1));
        push("a: 0");
        push("a: north", "--bank", "bank-north");

        assertThat(run("rollback", "--bank", "bank-north")).isEqualTo(1);
        assertThat(run("rollback", "--bank", "bank-north", "--to", "0")).isEqualTo(2);
        assertThat(err.toString())
                .contains("sequence 0 is for every bank without a set of its own");
        assertThat(run("history", "--bank", "bank-north")).isZero();
        assertThat(output()).contains("bank-north  v1");
    }

    @Test
    void shouldSayWhatIsInForceAndWhatIsPaused() throws Exception {
        assertThat(run("status")).isZero();
        assertThat(output()).contains("No job has reported any rules yet.");

        store.report(List.of(TestingRulesStore.active(-1, 0, 2)));
        run("status");
        assertThat(output())
                .containsPattern("\\(all others\\) +testing +v-1 +\\(configured file\\)");

        store.answer(sequence -> TestingRulesStore.accepted(sequence, 2));
        push("a: 0");
        push("a: north", "--bank", "bank-north");
        store.report(List.of(flood(0, RulesStatus.Kind.FLOOD_PAUSED)));
        out.reset();
        assertThat(run("status")).isZero();
        assertThat(output())
                .containsPattern("\\(all others\\) +testing +v0 +0 +\\S+ +2 of 2 subtasks")
                .containsPattern("bank-north +testing +v1 +1 +\\S+ +2 of 2 subtasks")
                .contains("Paused: burst of sequence 0");

        store.report(List.of(flood(0, RulesStatus.Kind.FLOOD_RESUMED)));
        out.reset();
        run("status");
        assertThat(output()).doesNotContain("Paused");
    }

    @Test
    void shouldForgetAPauseOnceItsSubtaskIsStartedAnewOrGone() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 2));
        push("a: 0");
        store.report(List.of(flood(0, RulesStatus.Kind.FLOOD_PAUSED)));
        store.report(List.of(TestingRulesStore.active(0, 0, 2)));
        out.reset();
        run("status");
        assertThat(output()).contains("Paused: burst of sequence 0");

        store.report(List.of(TestingRulesStore.active(0, 1, 2)));
        out.reset();
        run("status");
        assertThat(output()).contains("2 of 2 subtasks").doesNotContain("Paused");

        store.report(List.of(flood(0, RulesStatus.Kind.FLOOD_PAUSED)));
        store.report(List.of(TestingRulesStore.at(60, TestingRulesStore.active(0, 0, 1))));
        out.reset();
        run("status");
        assertThat(output()).contains("1 of 1 subtasks").doesNotContain("Paused");
    }

    @Test
    void shouldTakeASetForRefusedThatALaterJobRefuses() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 2));
        push("a: 0");
        push("a: 1");
        RulesStatus refused = TestingRulesStore.refused(1, "needs ip").get(0);
        store.report(List.of(TestingRulesStore.at(-60, refused)));
        out.reset();
        run("status");
        assertThat(output()).containsPattern("\\(all others\\) +testing +v1 ");

        store.report(List.of(TestingRulesStore.at(60, refused)));
        out.reset();
        run("status");
        assertThat(output()).containsPattern("\\(all others\\) +testing +v0 ");
        out.reset();
        run("history");
        assertThat(output()).containsPattern("1 .* refused, 1 problem");
    }

    @Test
    void shouldSumWhatEachRuleFoundOverTheSubtasksThatThereAre() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 2));
        push("a: 0");
        store.report(
                List.of(
                        TestingRulesStore.counts(0, 0, 2, 5),
                        TestingRulesStore.counts(0, 1, 2, 7),
                        TestingRulesStore.counts(0, 1, 2, 9),
                        TestingRulesStore.counts(0, 2, 4, 1_000)));
        out.reset();
        run("status");
        assertThat(output())
                .containsPattern("burst +live +14 +0 +2")
                .containsPattern("quiet +shadow +28 +0 +0");

        out.reset();
        run("status", "--json");
        JsonNode rule = new ObjectMapper().readTree(output()).at("/inForce/0/rules/1");
        assertThat(rule.get("mode").asText()).isEqualTo("shadow");
        assertThat(rule.get("fired").asInt()).isEqualTo(28);
    }

    @Test
    void shouldTellAProgramTheSame() throws Exception {
        store.answer(sequence -> TestingRulesStore.accepted(sequence, 2));
        push("a: 0");
        out.reset();
        run("status", "--json");
        JsonNode status = new ObjectMapper().readTree(output());
        assertThat(status.at("/inForce/0/version").asText()).isEqualTo("v0");
        assertThat(status.at("/inForce/0/bankId").isNull()).isTrue();
        assertThat(status.at("/inForce/0/activeSubtasks").asInt()).isEqualTo(2);

        store.foreign();
        out.reset();
        run("history", "--json");
        JsonNode history = new ObjectMapper().readTree(output());
        assertThat(history.at("/pushes/0/outcome").asText()).isEqualTo("active");
        assertThat(history.at("/pushes/0/action").asText()).isEqualTo("push");
        assertThat(history.at("/pushes/1/fileName").isNull()).isTrue();
    }

    @Test
    void shouldListEveryPushWithItsOutcome() throws Exception {
        assertThat(run("history")).isZero();
        assertThat(output()).contains("Nothing was pushed yet");

        store.answer(sequence -> TestingRulesStore.accepted(sequence, 1));
        push("a: 0", "--note", "first");
        store.answer(sequence -> TestingRulesStore.refused(sequence, "one", "two"));
        push("a: 1");
        store.foreign();
        store.answer(sequence -> List.of());
        push("a: 3", "--wait", "0s");
        run("rollback", "--to", "0", "--wait", "0s");
        out.reset();
        run("history");

        assertThat(output().lines().toList())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("SEQUENCE  PUSHED AT"),
                        line -> assertThat(line).matches("0 .* v0 +push +active +first"),
                        line -> assertThat(line).matches("1 .* push +refused, 2 problems +-"),
                        line -> assertThat(line).matches("2 .* no push: not a JSON object"),
                        line -> assertThat(line).matches("3 .* push +not reported +-"),
                        line -> assertThat(line).matches("4 .* rollback +.* back to sequence 0"));
    }

    @Test
    void shouldShowTheTextOfASet() throws Exception {
        push("a: 0", "--wait", "0s");
        out.reset();

        assertThat(run("show", "0")).isZero();
        assertThat(output().strip()).isEqualTo("a: 0");
        assertThat(run("show", "7")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no sequence 7");
    }

    @Test
    void shouldEndWithTwoOnWrongUsage() throws Exception {
        assertThat(push("a", "--wait", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("--wait 'soon' is no time; accepted: as 500ms, 30s");
        assertThat(push("a", "--bank", "a/b")).isEqualTo(2);
        assertThat(push("a", "--note", "card 4111 1111 1111 1111")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("4111");
        assertThat(run("push", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(store.pushes()).isEmpty();
    }

    private static RulesStatus flood(long sequence, RulesStatus.Kind kind) {
        return TestingRulesStore.report(sequence, kind, "evaluate-rules", 1, 2, "burst", List.of());
    }

    private String lastSource() {
        List<PushedSet> pushes = store.pushes();
        return pushes.get(pushes.size() - 1).record().source();
    }

    private int push(String text, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("rules.yaml"), text);
        String[] arguments =
                Stream.concat(Stream.of("push", file.toString()), Stream.of(options))
                        .toArray(String[]::new);
        return run(arguments);
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine command =
                RulesCommand.commandLine(
                        new RulesContext(
                                RulesCommandTest::refuseWrong,
                                options -> store,
                                new Terminal(stream, false, false, true, 80),
                                () -> TestingRulesStore.NOW,
                                store::nanoTime));
        command.setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return failure instanceof CommandFailure expected ? expected.exitCode() : 99;
                });
        return command.execute(arguments);
    }

    private static RuleChecker.Result refuseWrong(String file, byte[] content) {
        return new String(content, StandardCharsets.UTF_8).contains("wrong")
                ? new RuleChecker.Result(false, List.of(file + ":1:1: wrong"), "")
                : new RuleChecker.Result(true, List.of(), "1 rule");
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
