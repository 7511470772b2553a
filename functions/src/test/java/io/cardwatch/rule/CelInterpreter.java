package io.cardwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.cardwatch.event.CardEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * CEL's own interpreter over the language's own checker: what compiled conditions are measured
 * against. A missing feature is an unbound name, a missing field an absent key.
 */
final class CelInterpreter {
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.legacyCelRuntimeBuilder()
                    .setOptions(CelLanguage.OPTIONS)
                    .addFunctionBindings(
                            CelFunctionBinding.from(
                                    "min_double_double", Double.class, Double.class, Math::min),
                            CelFunctionBinding.from(
                                    "max_double_double", Double.class, Double.class, Math::max),
                            CelFunctionBinding.from("abs_double", Double.class, Math::abs),
                            CelFunctionBinding.from(
                                    CelLanguage.LIST_OVERLOAD, String.class, RandomLists::values))
                    .build();

    private final List<Feature> features;
    private final CelRuntime.Program program;

    private CelInterpreter(List<Feature> features, CelRuntime.Program program) {
        this.features = features;
        this.program = program;
    }

    /** An interpreter of one expression over the features of a set. */
    static CelInterpreter of(String expression, List<Feature> features, ExpressionChecker checker)
            throws CelEvaluationException {
        CelAbstractSyntaxTree tree = checker.checkSyntax(scalar(expression));
        if (tree == null) {
            throw new IllegalArgumentException(expression);
        }
        return new CelInterpreter(features, RUNTIME.createProgram(tree));
    }

    static YamlNode.Scalar scalar(String expression) {
        return new YamlNode.Scalar(
                Position.START, expression, ScalarStyle.PLAIN, new SourceText(expression), 0);
    }

    /** The value as CEL has it, or null where something that it needs is missing. */
    Object evaluate(CardEvent event, double[] vector) {
        return evaluate(activation(event, vector));
    }

    Object evaluate(Map<String, Object> activation) {
        try {
            Object value = program.eval(activation);
            return value instanceof Boolean || value instanceof Double ? value : null;
        } catch (CelEvaluationException missing) {
            return null;
        }
    }

    Map<String, Object> activation(CardEvent event, double[] vector) {
        Map<String, Object> activation = new HashMap<>();
        for (int slot = 0; slot < vector.length; slot++) {
            double value = vector[slot];
            if (!Double.isNaN(value)) {
                boolean flag = features.get(slot).aggregate().type() == ValueType.FLAG;
                activation.put(features.get(slot).name(), flag ? (Object) (value != 0.0) : value);
            }
        }
        activation.put("event", fields(event));
        return activation;
    }

    private static Map<String, Object> fields(CardEvent event) {
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
        return fields;
    }
}
