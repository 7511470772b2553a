package io.cardwatch.cli.explain;

import io.cardwatch.rule.Gap;
import io.cardwatch.rule.TracedPart;
import io.cardwatch.rule.TracedPart.Kind;
import io.cardwatch.rule.TracedPart.Outcome;
import io.cardwatch.rule.TracedValue;
import io.cardwatch.rule.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in words how a part of a condition came out. */
final class PartText {
    private final Numbers numbers;

    PartText(Numbers numbers) {
        this.numbers = numbers;
    }

    /** What stands beside a part: its values, what it lacks, how far it is from coming out. */
    String of(TracedPart part) {
        if (part.kind() != Kind.TEST) {
            return "";
        } else if (part.outcome() == Outcome.UNKNOWN) {
            return missing(part) + others(part);
        }
        return value(part) + distance(part) + others(part);
    }

    private static String missing(TracedPart part) {
        List<String> missing = part.missing();
        return String.join(" and ", missing)
                + (missing.size() == 1 ? " is missing" : " are missing");
    }

    /** Beside {@code !flag} the flag's own value would read as if it were the test's. */
    private String value(TracedPart part) {
        TracedValue looked = looked(part);
        boolean negated =
                looked.type() == ValueType.FLAG
                        && part.compared().size() == 1
                        && !part.text().equals(looked.name());
        return (negated ? looked.name() + " is " : "") + numbers.of(looked);
    }

    /** What a test looks at: the side that names something. */
    private static TracedValue looked(TracedPart part) {
        List<TracedValue> compared = part.compared();
        boolean constantFirst = compared.size() > 1 && !names(part, compared.get(0));
        return compared.get(constantFirst ? 1 : 0);
    }

    private static boolean names(TracedPart part, TracedValue side) {
        return part.values().stream().anyMatch(value -> side.name().contains(value.name()));
    }

    private String distance(TracedPart part) {
        Gap gap = part.gap();
        return gap == null ? "" : ", needs " + needs(gap, looked(part).name());
    }

    /** How far something has to go, without its name where that is said already. */
    String needs(Gap gap, String said) {
        String what = gap.of().equals(said) ? "" : gap.of() + " ";
        String way = gap.up() ? " more" : " less";
        if (gap.by() == 0.0) {
            return what + "any" + way;
        }
        return what + (gap.beyond() ? "over " : "") + numbers.by(gap) + way;
    }

    /** Tests that have to change, in full; of several for one value the one that asks most. */
    List<String> changes(List<TracedPart> tests) {
        return tests.stream()
                .filter(
                        test ->
                                tests.stream()
                                        .noneMatch(other -> asksMore(other.gap(), test.gap())))
                .map(this::change)
                .distinct()
                .toList();
    }

    private static boolean asksMore(@Nullable Gap other, @Nullable Gap gap) {
        return other != null
                && gap != null
                && other.of().equals(gap.of())
                && other.up() == gap.up()
                && Math.abs(other.target() - other.value()) > Math.abs(gap.target() - gap.value());
    }

    private String change(TracedPart test) {
        Gap gap = test.gap();
        if (test.outcome() == Outcome.UNKNOWN) {
            return "a value of " + String.join(" and ", test.missing());
        } else if (gap != null) {
            return needs(gap, "");
        }
        return test.wanted() ? test.text() : "not " + test.text();
    }

    /** The other side, where it is an expression, and the values that stand in the test. */
    private String others(TracedPart part) {
        TracedValue looked = looked(part);
        List<String> others = new ArrayList<>();
        for (TracedValue side : part.compared()) {
            if (!side.equals(looked) && names(part, side) && !side.missing()) {
                others.add(
                        isNamed(part, side)
                                ? side.name() + " " + numbers.of(side)
                                : side.name() + " = " + numbers.of(side));
            }
        }
        for (TracedValue value : part.values()) {
            boolean said =
                    part.compared().stream().anyMatch(side -> side.name().equals(value.name()));
            if (!said && !value.missing()) {
                others.add(value.name() + " " + numbers.of(value));
            }
        }
        boolean unknown = part.outcome() == Outcome.UNKNOWN;
        if (unknown && !looked.missing() && isNamed(part, looked)) {
            others.add(0, looked.name() + " " + numbers.of(looked));
        }
        return others.isEmpty() ? "" : " (" + String.join(", ", others) + ")";
    }

    private static boolean isNamed(TracedPart part, TracedValue side) {
        return part.values().stream().anyMatch(value -> value.name().equals(side.name()));
    }
}
