package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleProblem;
import io.cardwatch.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Whether a pushed rule set can run in a job of those stages and banks. */
public final class PushCheck {
    private final EnginePlan plan;
    private final List<String> banks;

    /** What a file of that name and text compiles to. */
    private final BiFunction<String, String, RuleCompiler.Result> compiler;

    /**
     * A check for a job.
     *
     * @param plan its stages
     * @param banks every bank that it reads events of
     */
    public PushCheck(EnginePlan plan, List<String> banks) {
        this(plan, banks, RuleCompiler::check);
    }

    PushCheck(
            EnginePlan plan,
            List<String> banks,
            BiFunction<String, String, RuleCompiler.Result> compiler) {
        this.plan = plan;
        this.banks = List.copyOf(banks);
        this.compiler = compiler;
    }

    /**
     * What came of a push.
     *
     * @param rules the compiled rules, or null where the push is refused
     * @param problems what {@code cardwatch validate} would print of it, and what the job adds
     */
    public record Result(@Nullable CompiledRules rules, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /** Checks a push, whatever stands in it. */
    public Result of(RulesPush push) {
        String text = push.source();
        if (text == null) {
            return new Result(null, List.of(requireNonNull(push.problem())));
        }
        try {
            return check(push, text);
        } catch (RuntimeException | StackOverflowError e) {
            // A text that the compiler trips over must not stop the job, now and at every restart.
            String problem = ": cannot be checked (" + e.getClass().getSimpleName() + ")";
            return new Result(null, List.of(push.name() + problem));
        }
    }

    private Result check(RulesPush push, String text) {
        RuleCompiler.Result result = compiler.apply(push.name(), text);
        List<String> problems = new ArrayList<>();
        result.problems().stream().map(RuleProblem::toString).forEach(problems::add);
        CompiledRules rules = result.rules();
        Feature unkept = rules == null ? null : plan.unkept(rules);
        if (unkept != null) {
            problems.add(noStage(push.name(), unkept));
        }
        Feature tooLong = rules == null ? null : plan.tooLong(rules);
        if (tooLong != null) {
            problems.add(
                    push.name()
                            + ": feature '"
                            + tooLong.name()
                            + "' looks back further than the running job keeps idle keys, which is "
                            + plan.longestWindow().toDays()
                            + "d; make it the configured file and resubmit from a savepoint");
        }
        String bank = push.bankId();
        boolean strange = bank != null && !banks.contains(bank);
        if (strange) {
            problems.add(
                    push.name()
                            + ": the running job reads no events of this bank; accepted: "
                            + String.join(", ", banks)
                            + NearestName.suggestion(requireNonNull(bank), banks));
        }
        boolean refused = unkept != null || tooLong != null || strange;
        return new Result(refused ? null : rules, problems);
    }

    /** Why a set cannot run in a job whose stages are fixed. */
    private static String noStage(String file, Feature unkept) {
        return file
                + ": feature '"
                + unkept.name()
                + "' needs the key '"
                + unkept.by().keyword()
                + "', which the running job has no stage for; add it to stages.dimensions and"
                + " resubmit from a savepoint";
    }
}
