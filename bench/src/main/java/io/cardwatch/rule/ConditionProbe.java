package io.cardwatch.rule;

import static java.util.Objects.requireNonNull;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.cardwatch.bench.SyntheticEvents;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.CardEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * What each condition of a rule file costs compiled, alone in a set, and in CEL's own interpreter,
 * on the same events with the features that warm windows give them. CEL's names are bound before
 * the clock runs, and only events on which nothing is missing count: CEL throws on the others. Time
 * is the thread's own, so that other work on the machine is not in it.
 */
public final class ConditionProbe {
    private static final int EVENTS = 2_048;
    private static final int WARM = 300_000;
    private static final int ROUNDS = 25;

    private final CompiledRules rules;
    private final ExpressionChecker checker;
    private final Map<String, NamedList> lists = new HashMap<>();
    private final CardEvent[] events = new CardEvent[EVENTS];
    private final double[][] vectors = new double[EVENTS][];
    private final List<Map<String, Object>> activations = new ArrayList<>();
    private long sink;

    private ConditionProbe(String text) throws RuleFileException {
        Problems problems = new Problems("rules");
        rules = RuleCompiler.compile("rules", text);
        RuleFile file = RuleFileParser.parse(text, problems);
        if (file == null) {
            throw new IllegalStateException("compiled all the same");
        }
        file.lists().forEach(entry -> lists.put(entry.name().value(), entry.list()));
        Map<String, ValueType> types = new HashMap<>();
        Map<String, Integer> slots = new HashMap<>();
        for (Feature feature : rules.ruleSet().features()) {
            slots.put(feature.name(), slots.size());
            types.put(feature.name(), feature.aggregate().type());
        }
        checker = new ExpressionChecker(types, slots, lists, Map.of(), problems);
        warm();
    }

    /** Prints a table; the argument is a rule file. */
    public static void main(String[] arguments) throws Exception {
        new ConditionProbe(Files.readString(Path.of(arguments[0]))).print();
    }

    private void warm() {
        EnginePlan plan = EnginePlan.of(rules, EngineSettings.defaults());
        byte[] secret = "sixteen bytes or".getBytes(StandardCharsets.US_ASCII);
        FraudEngine engine = new FraudEngine(plan, new KeyHasher(secret), rule -> {});
        SyntheticEvents source = new SyntheticEvents();
        for (int i = 0; i < WARM; i++) {
            engine.assess(source.next(), source.time());
        }
        for (int i = 0; i < EVENTS; i++) {
            events[i] = source.next();
            engine.assess(events[i], source.time());
            vectors[i] = engine.features();
            activations.add(activation(events[i], vectors[i]));
        }
    }

    private void print() throws CelEvaluationException {
        System.out.println("| rule | compiled, ns | interpreted, ns | ratio |");
        System.out.println("|---|---:|---:|---:|");
        List<Double> ratios = new ArrayList<>();
        for (Rule rule : rules.ruleSet().rules()) {
            ConditionCompiler compiler = new ConditionCompiler();
            Term condition = checker.check(scalar(rule.when()), ValueType.FLAG);
            Term score = checker.check(scalar("1.0"), ValueType.NUMBER);
            if (condition == null || score == null) {
                throw new IllegalStateException(rule.id());
            }
            compiler.addRule(0, condition, score);
            RuleConditions conditions = compiler.compile();
            Counter counter = new Counter();
            CelRuntime.Program program = program(rule.when());
            int[] decided = IntStream.range(0, EVENTS).filter(i -> decides(program, i)).toArray();
            if (decided.length == 0) {
                System.out.printf("| %s | something is missing on every event | | |%n", rule.id());
                continue;
            }
            double compiled =
                    median(50, decided, i -> conditions.evaluate(events[i], vectors[i], counter));
            double interpreted = median(1, decided, i -> decides(program, i));
            sink += counter.told;
            ratios.add(interpreted / compiled);
            System.out.printf(
                    "| %s | %.1f | %.0f | %.0f |%n",
                    rule.id(), compiled, interpreted, interpreted / compiled);
        }
        ratios.sort(null);
        System.out.printf(
                "%nleast %.0f, median %.0f, %d conditions (%d)%n",
                ratios.get(0), ratios.get(ratios.size() / 2), ratios.size(), sink % 2);
    }

    private boolean decides(CelRuntime.Program program, int event) {
        try {
            sink += Boolean.TRUE.equals(program.eval(activations.get(event))) ? 1 : 0;
            return true;
        } catch (CelEvaluationException missing) {
            return false;
        }
    }

    @SuppressWarnings("Immutable") // the lists stay as they are
    private CelRuntime.Program program(String expression) throws CelEvaluationException {
        CelRuntime runtime =
                CelRuntimeFactory.legacyCelRuntimeBuilder()
                        .setOptions(CelLanguage.OPTIONS)
                        .addFunctionBindings(
                                CelFunctionBinding.from(
                                        "min_double_double", Double.class, Double.class, Math::min),
                                CelFunctionBinding.from(
                                        "max_double_double", Double.class, Double.class, Math::max),
                                CelFunctionBinding.from("abs_double", Double.class, Math::abs),
                                CelFunctionBinding.from(
                                        CelLanguage.LIST_OVERLOAD, String.class, this::values))
                        .build();
        return runtime.createProgram(requireNonNull(checker.checkSyntax(scalar(expression))));
    }

    /** CEL knows no networks: a list of them is empty here, which only makes CEL faster. */
    private List<String> values(String list) {
        return List.copyOf(requireNonNull(lists.get(list)).values());
    }

    /** Nanoseconds for one event: the median over rounds. */
    private static double median(int repeats, int[] decided, IntConsumer evaluation) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int repeat = 0; repeat < repeats; repeat++) {
                for (int event : decided) {
                    evaluation.accept(event);
                }
            }
            rounds[round] =
                    (double) (threads.getCurrentThreadCpuTime() - start)
                            / (repeats * decided.length);
        }
        // The first rounds run before everything is compiled.
        double[] warm = Arrays.copyOfRange(rounds, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private Map<String, Object> activation(CardEvent event, double[] vector) {
        Map<String, Object> activation = new HashMap<>();
        List<Feature> features = rules.ruleSet().features();
        for (int slot = 0; slot < vector.length; slot++) {
            double value = vector[slot];
            if (!Double.isNaN(value)) {
                boolean flag = features.get(slot).aggregate().type() == ValueType.FLAG;
                activation.put(features.get(slot).name(), flag ? (Object) (value != 0.0) : value);
            }
        }
        Map<String, Object> fields = new HashMap<>();
        for (EventField field : EventField.values()) {
            Object value =
                    switch (field.type()) {
                        case TEXT -> field.text(event);
                        case NUMBER ->
                                Double.isNaN(field.number(event)) ? null : field.number(event);
                        case FLAG ->
                                field.flag(event) == EventField.MISSING
                                        ? null
                                        : field.flag(event) == EventField.TRUE;
                    };
            if (value != null) {
                fields.put(field.keyword(), value);
            }
        }
        activation.put("event", fields);
        return activation;
    }

    private static YamlNode.Scalar scalar(String expression) {
        return new YamlNode.Scalar(
                Position.START, expression, ScalarStyle.PLAIN, new SourceText(expression), 0);
    }

    private static final class Counter implements CompiledRules.RuleOutcomes {
        private long told;

        @Override
        public void fired(int rule, double score) {
            told++;
        }

        @Override
        public void notApplicable(int rule) {
            told++;
        }
    }
}
