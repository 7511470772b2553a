package io.cardwatch.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
            private final java.util.function.Predicate[] lists;
            private final double[][] numbers;
            """;
    private static final String ARGUMENTS =
            "(String[] texts, java.util.function.Predicate[] lists, double[][] numbers)";
    private static final String ASSIGNMENTS =
            "this.texts = texts; this.lists = lists; this.numbers = numbers;\n";
    private static final String INPUT = "(CardEvent event, double[] f";
    private static final String OUTCOMES = ", RuleOutcomes outcomes) {\n";

    private static final String JUDGE =
            "void judge(int rule, CardEvent event, double[] f" + OUTCOMES;

    private final JavaConstants constants = new JavaConstants();
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder rules = new StringBuilder();
    private final StringBuilder judgements = new StringBuilder();
    private final List<Integer> firstRules = new ArrayList<>();
    private final RuleSignatures signatures = new RuleSignatures();
    private int rulesInPart;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final StringBuilder predicates = new StringBuilder();

    /** Adds a rule: what it needs and what it scores. */
    void addRule(int rule, Term condition, Term score) {
        if (rulesInPart == RULES_PER_PART) {
            closePart();
        }
        if (rulesInPart++ == 0) {
            firstRules.add(rule);
        }
        signatures.add(rule, condition);
        judgements.append("case " + rule + ": judge" + rule + "(event, f, outcomes); return;\n");
        JavaExpressions expressions = new JavaExpressions(constants);
        String holds = expressions.flag(condition);
        rules.append("private void judge" + rule + INPUT + OUTCOMES);
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
                        + JUDGE
                        + "switch (rule) {\n"
                        + judgements
                        + "}\n}\n"
                        + rules
                        + "}\n");
        rules.setLength(0);
        judgements.setLength(0);
        rulesInPart = 0;
    }

    /** Compiles what was added. */
    RuleConditions compile() {
        closePart();
        RuleIndex index = new RuleIndex(signatures.assign());
        return new RuleConditions(instantiate(cook(source())), index);
    }

    private String source() {
        StringBuilder fields = new StringBuilder();
        StringBuilder creations = new StringBuilder();
        for (int part = 0; part < parts.size(); part++) {
            fields.append("private final Part" + part + " part" + part + ";\n");
            creations.append("part" + part + " = new Part" + part + "(texts, lists, numbers);\n");
        }
        StringBuilder cases = new StringBuilder();
        for (int number = 0; number < numbers.size(); number++) {
            cases.append("case " + number + ": return new Predicate" + number);
            cases.append("(texts, lists, numbers);\n");
        }
        return "package "
                + PACKAGE
                + ";\n"
                + "import io.cardwatch.event.CardEvent;\n"
                + "import io.cardwatch.rule.CompiledRules.RuleOutcomes;\n"
                + "import io.cardwatch.rule.EventField;\n"
                + "import io.cardwatch.rule.EventPredicate;\n"
                + "public final class Conditions implements io.cardwatch.rule.RuleCode {\n"
                + STATE
                + fields
                + "public Conditions"
                + ARGUMENTS
                + " {\n"
                + ASSIGNMENTS
                + creations
                + "}\n"
                + judge()
                + signatures.source(constants)
                + "public EventPredicate predicate(int number) {\nswitch (number) {\n"
                + cases
                + "default: throw new IllegalArgumentException(\"no such predicate\");\n}\n}\n"
                + String.join("", parts)
                + predicates
                + "}\n";
    }

    /** Hands a rule on to its part. */
    private String judge() {
        String body = firstRules.isEmpty() ? "" : choice(0, firstRules.size());
        return "public " + JUDGE + body + "}\n";
    }

    private String choice(int from, int to) {
        if (to - from == 1) {
            return "part" + from + ".judge(rule, event, f, outcomes);\n";
        }
        int middle = (from + to) >>> 1;
        String test = "if (rule < " + firstRules.get(middle) + ") {\n";
        return test + choice(from, middle) + "} else {\n" + choice(middle, to) + "}\n";
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

    private RuleCode instantiate(ClassLoader loader) {
        try {
            return (RuleCode)
                    loader.loadClass(PACKAGE + ".Conditions")
                            .getConstructor(String[].class, Predicate[].class, double[][].class)
                            .newInstance(constants.texts(), constants.lists(), constants.numbers());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the class was just generated", impossible);
        }
    }

    /**
     * The numbers of a feature's predicates.
     *
     * @param where of its {@code where}, null where it has none
     * @param steps one per step of a sequence
     */
    record FeaturePredicates(@Nullable Integer where, List<Integer> steps) {}

    /** The compiled rules of a set. */
    static CompiledRules rules(
            RuleSet set,
            RuleConditions conditions,
            List<FeaturePredicates> predicates,
            List<RuleTerms> terms,
            List<ReasonTemplate> reasons,
            List<int[]> slots,
            Set<EventField> fields) {
        List<@Nullable EventPredicate> where = new ArrayList<>();
        List<List<EventPredicate>> steps = new ArrayList<>();
        for (FeaturePredicates numbers : predicates) {
            Integer number = numbers.where();
            where.add(number == null ? null : conditions.predicate(number));
            steps.add(numbers.steps().stream().map(conditions::predicate).toList());
        }
        return new GeneratedRules(set, conditions, where, steps, terms, reasons, slots, fields);
    }
}
