package io.cardwatch.rule;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.compiler.CelCompiler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of an expression into a checked {@link Term}. Whole numbers become doubles between
 * parsing and checking, which is all that sets these expressions apart from plain CEL.
 */
final class ExpressionChecker {
    private final CelCompiler compiler;
    private final Map<String, Integer> slots;
    private final Map<String, NamedList> lists;
    private final CelMessages messages;
    private final Problems problems;

    /**
     * @param features the names that expressions may use, each with its type
     * @param slots the features' places in the feature vector
     * @param lists the lists that expressions may use, by name
     * @param elsewhere names that exist but not in these expressions, with the reason as value
     */
    ExpressionChecker(
            Map<String, ValueType> features,
            Map<String, Integer> slots,
            Map<String, NamedList> lists,
            Map<String, String> elsewhere,
            Problems problems) {
        this.compiler = CelLanguage.compiler(features);
        this.slots = Map.copyOf(slots);
        this.lists = Map.copyOf(lists);
        this.messages = new CelMessages(features.keySet(), elsewhere, problems);
        this.problems = problems;
    }

    /** The expression, or null (reported) where it is wrong or not of the expected type. */
    @Nullable Term check(YamlNode.Scalar source, ValueType expected) {
        CelAbstractSyntaxTree checked = checkSyntax(source);
        if (checked == null) {
            return null;
        }
        Term term = new TermBuilder(checked, source, slots, lists, problems).build();
        if (term != null && term.type() != expected) {
            problems.error(
                    source.at(0),
                    "the expression is a " + term.type().word(),
                    "an expression that is a " + expected.word());
            return null;
        }
        return term;
    }

    /** CEL's own checked tree, or null (reported) where the expression is not accepted. */
    @Nullable CelAbstractSyntaxTree checkSyntax(YamlNode.Scalar source) {
        try {
            CelValidationResult parsed = compiler.parse(source.value());
            if (parsed.hasError()) {
                // What follows the first syntax error is mostly its consequence.
                CelIssue issue = parsed.getErrors().get(0);
                messages.reportSyntax(issue, source);
                return null;
            }
            CelAbstractSyntaxTree doubles =
                    CelAbstractSyntaxTree.newParsedAst(
                            withDoubles(parsed.getAst().getExpr()), parsed.getAst().getSource());
            CelValidationResult result = compiler.check(doubles);
            if (result.hasError()) {
                boolean onlyConsequences =
                        result.getErrors().stream().allMatch(CelMessages::isConsequence);
                for (CelIssue issue : result.getErrors()) {
                    if (onlyConsequences || !CelMessages.isConsequence(issue)) {
                        messages.reportType(issue, source);
                    }
                }
                return null;
            }
            return result.getAst();
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("a result without errors has a tree", impossible);
        }
    }

    private static CelExpr withDoubles(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> {
                CelConstant constant = expression.constant();
                yield constant.getKind() == CelConstant.Kind.INT64_VALUE
                        ? CelExpr.ofConstant(
                                expression.id(),
                                CelConstant.ofValue((double) constant.int64Value()))
                        : expression;
            }
            case SELECT ->
                    CelExpr.ofSelect(
                            expression.id(),
                            withDoubles(expression.select().operand()),
                            expression.select().field(),
                            expression.select().testOnly());
            case CALL ->
                    CelExpr.ofCall(
                            expression.id(),
                            expression.call().target().map(ExpressionChecker::withDoubles),
                            expression.call().function(),
                            withDoubles(expression.call().args()));
            case LIST ->
                    CelExpr.ofList(
                            expression.id(),
                            withDoubles(expression.list().elements()),
                            expression.list().optionalIndices());
            case NOT_SET, IDENT, STRUCT, MAP, COMPREHENSION -> expression;
        };
    }

    private static ImmutableList<CelExpr> withDoubles(List<CelExpr> expressions) {
        return expressions.stream()
                .map(ExpressionChecker::withDoubles)
                .collect(ImmutableList.toImmutableList());
    }
}
