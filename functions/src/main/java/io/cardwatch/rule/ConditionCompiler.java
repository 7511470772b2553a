package io.cardwatch.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a set's checked expressions into one class in a class loader of its own. A rule is a
 * method, and fifty of them a part, so that no method outgrows what the JVM compiles and no part
 * outgrows a constant pool.
 */
final class ConditionCompiler {
    private static final String PACKAGE = "io.cardwatch.rule.compiled";
    private static final int RULES_PER_PART = 50;
    private static final String STATE =
            """
            private final String[] texts;
            private final java.util.Set[] sets;
            private final double[][] numbers;
            """;
    private static final String ARGUMENTS =
            "(String[] texts, java.util.Set[] sets, double[][] numbers)";
    private static final String ASSIGNMENTS =
            "this.texts = texts; this.sets = sets; this.numbers = numbers;\n";
    private static final String INPUT = "(CardEvent event, double[] f";

    private final JavaConstants constants = new JavaConstants();
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder rules = new StringBuilder();
    private final StringBuilder calls = new StringBuilder();
    private int rulesInPart;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final StringBuilder predicates = new StringBuilder();

    /** Adds a rule: what it needs and what it scores. */
    void addRule(int rule, Term condition, Term score) {
        if (rulesInPart == RULES_PER_PART) {
            closePart();
        }
        rulesInPart++;
        calls.append("rule" + rule + "(event, f, outcomes);\n");
        JavaExpressions expressions = new JavaExpressions(constants);
        String holds = expressions.flag(condition);
        rules.append("private void rule" + rule + INPUT + ", RuleOutcomes outcomes) {\n");
        rules.append(expressions.declarations());
        rules.append("int holds = " + holds + ";\n");
        rules.append("if (holds == 0) return;\n");
        rules.append("if (holds == 2) { outcomes.notApplicable(" + rule + "); return; }\n");
        rules.append("double score = score" + rule + "(event, f);\n");
        rules.append("if (score - score == 0.0) outcomes.fired(" + rule + ", score);\n");
        rules.append("else outcomes.notApplicable(" + rule + ");\n}\n");
        addScore(rule, score);
    }

    /** A score that is missing or not finite leaves the method as NaN or as it is. */
    private void addScore(int rule, Term score) {
        JavaExpressions expressions = new JavaExpressions(constants);
        JavaExpressions.Operand operand = expressions.operand(score);
        rules.append("private double score" + rule + INPUT + ") {\n");
        rules.append(expressions.declarations());
        rules.append(
                "return " + operand.presence() + " ? " + operand.value() + " : Double.NaN;\n}\n");
    }

    /** The number of the predicate for a condition over the event alone; equal ones share it. */
    int addPredicate(String source, Term condition) {
        Integer known = numbers.putIfAbsent(source, numbers.size());
        if (known != null) {
            return known;
        }
        int number = numbers.size() - 1;
        JavaExpressions expressions = new JavaExpressions(constants);
        String holds = expressions.flag(condition);
        predicates.append("public static final class Predicate" + number);
        predicates.append(" implements EventPredicate {\n").append(STATE);
        predicates.append("Predicate" + number + ARGUMENTS + " {" + ASSIGNMENTS + "}\n");
        predicates.append("public boolean test(CardEvent event) {\n");
        predicates.append(expressions.declarations());
        predicates.append("return " + holds + " == 1;\n}\n}\n");
        return number;
    }

    private void closePart() {
        String name = "Part" + parts.size();
        parts.add(
                "private static final class "
                        + name
                        + " {\n"
                        + STATE
                        + name
                        + ARGUMENTS
                        + " {"
                        + ASSIGNMENTS
                        + "}\n"
                        + "void evaluate"
                        + INPUT
                        + ", RuleOutcomes outcomes) {\n"
                        + calls
                        + "}\n"
                        + rules
                        + "}\n");
        rules.setLength(0);
        calls.setLength(0);
        rulesInPart = 0;
    }

    /** Compiles what was added. */
    RuleConditions compile() {
        closePart();
        return instantiate(cook(source()));
    }

    private String source() {
        StringBuilder fields = new StringBuilder();
        StringBuilder creations = new StringBuilder();
        StringBuilder evaluations = new StringBuilder();
        for (int part = 0; part < parts.size(); part++) {
            fields.append("private final Part" + part + " part" + part + ";\n");
            creations.append("part" + part + " = new Part" + part + "(texts, sets, numbers);\n");
            evaluations.append("part" + part + ".evaluate(event, f, outcomes);\n");
        }
        StringBuilder cases = new StringBuilder();
        for (int number = 0; number < numbers.size(); number++) {
            cases.append("case " + number + ": return new Predicate" + number);
            cases.append("(texts, sets, numbers);\n");
        }
        return "package "
                + PACKAGE
                + ";\n"
                + "import io.cardwatch.event.CardEvent;\n"
                + "import io.cardwatch.rule.CompiledRules.RuleOutcomes;\n"
                + "import io.cardwatch.rule.EventField;\n"
                + "import io.cardwatch.rule.EventPredicate;\n"
                + "public final class Conditions implements io.cardwatch.rule.RuleConditions {\n"
                + STATE
                + fields
                + "public Conditions"
                + ARGUMENTS
                + " {\n"
                + ASSIGNMENTS
                + creations
                + "}\n"
                + "public void evaluate"
                + INPUT
                + ", RuleOutcomes outcomes) {\n"
                + evaluations
                + "}\n"
                + "public EventPredicate predicate(int number) {\nswitch (number) {\n"
                + cases
                + "default: throw new IllegalArgumentException(\"no such predicate\");\n}\n}\n"
                + String.join("", parts)
                + predicates
                + "}\n";
    }

    private static ClassLoader cook(String source) {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(ConditionCompiler.class.getClassLoader());
        try {
            compiler.cook(source);
        } catch (CompileException impossible) {
            throw new IllegalStateException("checked expressions compile", impossible);
        }
        return compiler.getClassLoader();
    }

    private RuleConditions instantiate(ClassLoader loader) {
        try {
            return (RuleConditions)
                    loader.loadClass(PACKAGE + ".Conditions")
                            .getConstructor(String[].class, Set[].class, double[][].class)
                            .newInstance(constants.texts(), constants.sets(), constants.numbers());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the class was just generated", impossible);
        }
    }

    /** The compiled rules of a set. */
    static CompiledRules rules(
            RuleSet set,
            RuleConditions conditions,
            List<@Nullable Integer> predicates,
            List<ReasonTemplate> reasons) {
        List<@Nullable EventPredicate> where = new ArrayList<>();
        for (Integer number : predicates) {
            where.add(number == null ? null : conditions.predicate(number));
        }
        return new GeneratedRules(set, conditions, where, reasons);
    }
}
