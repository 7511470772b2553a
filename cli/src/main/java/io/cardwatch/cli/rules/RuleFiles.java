package io.cardwatch.cli.rules;

import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleProblem;
import io.cardwatch.rule.RuleSet;

/** Checks rule files with the compiler that the jobs use. */
public final class RuleFiles implements RuleChecker {
    @Override
    public Result check(String file, byte[] content) {
        RuleCompiler.Result checked = RuleCompiler.check(file, content);
        CompiledRules rules = checked.rules();
        return new Result(
                rules != null,
                checked.problems().stream().map(RuleProblem::toString).toList(),
                rules == null ? "" : describe(rules.ruleSet()));
    }

    private static String describe(RuleSet set) {
        return set.name()
                + " "
                + set.version()
                + ", "
                + set.rules().size()
                + (set.rules().size() == 1 ? " rule over " : " rules over ")
                + set.features().size()
                + (set.features().size() == 1 ? " feature" : " features");
    }
}
