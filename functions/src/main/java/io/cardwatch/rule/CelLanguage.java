package io.cardwatch.rule;

import static dev.cel.checker.CelStandardDeclarations.StandardFunction.CONDITIONAL;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.EQUALS;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LOGICAL_AND;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LOGICAL_NOT;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.LOGICAL_OR;
import static dev.cel.checker.CelStandardDeclarations.StandardFunction.NOT_EQUALS;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Comparison;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.InternalOperator;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.StringMatchers;
import dev.cel.checker.CelStandardDeclarations.StandardOverload;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of CEL that rules are written in: its parser and type-checker, told of the event's
 * fields and the set's features, with every function left out that the rule language does not have.
 */
final class CelLanguage {
    static final String EVENT = "event";

    /** The function from the name of a list to its texts. */
    static final String LIST = "list";

    /** What CEL calls that function's one form. */
    static final String LIST_OVERLOAD = "list_string";

    /** How long and how deep an expression may be: what a method of the compiled class can hold. */
    static final int LONGEST = 4_000;

    static final int MOST_NODES = 250;
    private static final int DEEPEST = 60;

    static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(LONGEST)
                    .maxParseRecursionDepth(DEEPEST)
                    .build();

    private static final Set<StandardFunction> FUNCTIONS =
            Set.of(LOGICAL_AND, LOGICAL_OR, LOGICAL_NOT, CONDITIONAL, EQUALS, NOT_EQUALS);
    private static final Set<StandardOverload> OVERLOADS =
            Set.of(
                    Arithmetic.ADD_DOUBLE,
                    Arithmetic.SUBTRACT_DOUBLE,
                    Arithmetic.MULTIPLY_DOUBLE,
                    Arithmetic.DIVIDE_DOUBLE,
                    Arithmetic.NEGATE_DOUBLE,
                    Comparison.LESS_DOUBLE,
                    Comparison.LESS_STRING,
                    Comparison.LESS_EQUALS_DOUBLE,
                    Comparison.LESS_EQUALS_STRING,
                    Comparison.GREATER_DOUBLE,
                    Comparison.GREATER_STRING,
                    Comparison.GREATER_EQUALS_DOUBLE,
                    Comparison.GREATER_EQUALS_STRING,
                    InternalOperator.IN_LIST,
                    StringMatchers.STARTS_WITH_STRING,
                    StringMatchers.ENDS_WITH_STRING,
                    StringMatchers.CONTAINS_STRING);
    private static final CelStandardDeclarations DECLARATIONS =
            CelStandardDeclarations.newBuilder()
                    .filterFunctions(
                            (function, overload) ->
                                    FUNCTIONS.contains(function) || OVERLOADS.contains(overload))
                    .filterIdentifiers(identifier -> false)
                    .build();
    private static final StructType EVENT_TYPE = eventType();

    private CelLanguage() {}

    /** A compiler for expressions over the event and these features. */
    static CelCompiler compiler(Map<String, ValueType> features) {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.HAS)
                        .setStandardEnvironmentEnabled(false)
                        .setStandardDeclarations(DECLARATIONS)
                        .setTypeProvider(new EventTypes())
                        .addVar(EVENT, EVENT_TYPE);
        features.forEach((name, type) -> builder.addVar(name, celType(type)));
        CelOverloadDecl list =
                CelOverloadDecl.newGlobalOverload(
                        LIST_OVERLOAD, ListType.create(SimpleType.STRING), SimpleType.STRING);
        builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(LIST, list));
        for (NumberFunction function : NumberFunction.values()) {
            CelOverloadDecl overload =
                    CelOverloadDecl.newGlobalOverload(
                            function.overloadId(),
                            SimpleType.DOUBLE,
                            Collections.nCopies(function.arity(), SimpleType.DOUBLE));
            builder.addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(function.keyword(), overload));
        }
        return builder.build();
    }

    private static CelType celType(ValueType type) {
        return switch (type) {
            case NUMBER -> SimpleType.DOUBLE;
            case TEXT -> SimpleType.STRING;
            case FLAG -> SimpleType.BOOL;
        };
    }

    private static StructType eventType() {
        ImmutableMap<String, CelType> fields =
                Arrays.stream(EventField.values())
                        .collect(
                                ImmutableMap.toImmutableMap(
                                        EventField::keyword, field -> celType(field.type())));
        return StructType.create(
                "CardEvent",
                ImmutableSet.copyOf(fields.keySet()),
                name -> Optional.ofNullable(fields.get(name)));
    }

    /** Knows the one message type there is. */
    private static final class EventTypes implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.of(EVENT_TYPE);
        }

        @Override
        public Optional<CelType> findType(String name) {
            return name.equals(EVENT_TYPE.name()) ? Optional.of(EVENT_TYPE) : Optional.empty();
        }
    }
}
