package io.cardwatch.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a conjunction leave over for each name. A disjunction is looked at through its
 * opposite: where none of its parts can be false together, one of them is always true.
 */
final class Contradictions {
    private final Map<Term, double[]> numbers = new HashMap<>();
    private final Map<Term, Set<String>> texts = new HashMap<>();
    private final Map<Term, Boolean> flags = new HashMap<>();

    private Contradictions() {}

    /**
     * The first of the parts that leaves nothing over, or null.
     *
     * @param all whether the parts are to hold together, or to fail together
     */
    static @Nullable Term find(List<Term> parts, boolean all) {
        Contradictions contradictions = new Contradictions();
        for (Term part : parts) {
            if (contradictions.excludes(part, all)) {
                return part;
            }
        }
        return null;
    }

    private boolean excludes(Term term, boolean holds) {
        if (term instanceof Term.Not not) {
            return excludes(not.operand(), !holds);
        }
        if (term instanceof Term.Comparison comparison) {
            return excludes(comparison, holds);
        }
        Term key = TermNames.withoutPlace(term);
        Boolean before = key == null ? null : flags.putIfAbsent(key, holds);
        if (before != null && before != holds) {
            return true;
        }
        if (holds && term instanceof Term.TextIn in) {
            return !narrow(in.operand(), Set.copyOf(in.values()));
        }
        // Networks, and lists that could not be read, have no values.
        return holds
                && term instanceof Term.ListIn in
                && !in.list().values().isEmpty()
                && !narrow(in.operand(), in.list().values());
    }

    private boolean excludes(Term.Comparison comparison, boolean holds) {
        Comparator comparator = holds ? comparison.comparator() : comparison.comparator().negated();
        Term left = comparison.left();
        Term right = comparison.right();
        if (right instanceof Term.NumberConstant bound) {
            return !narrow(left, comparator, bound.value());
        } else if (left instanceof Term.NumberConstant bound) {
            return !narrow(right, comparator.mirrored(), bound.value());
        } else if (comparator != Comparator.EQUAL) {
            return false;
        } else if (right instanceof Term.TextConstant text) {
            return !narrow(left, Set.of(text.value()));
        } else if (left instanceof Term.TextConstant text) {
            return !narrow(right, Set.of(text.value()));
        }
        return false;
    }

    private boolean narrow(Term name, Comparator comparator, double bound) {
        Term key = TermNames.withoutPlace(name);
        if (key == null) {
            return true;
        }
        double[] range =
                numbers.computeIfAbsent(
                        key,
                        unused ->
                                new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});
        switch (comparator) {
            case LESS -> range[1] = Math.min(range[1], Math.nextDown(bound));
            case AT_MOST -> range[1] = Math.min(range[1], bound);
            case GREATER -> range[0] = Math.max(range[0], Math.nextUp(bound));
            case AT_LEAST -> range[0] = Math.max(range[0], bound);
            case EQUAL -> {
                range[0] = Math.max(range[0], bound);
                range[1] = Math.min(range[1], bound);
            }
            case UNEQUAL -> {}
        }
        return range[0] <= range[1];
    }

    private boolean narrow(Term name, Set<String> allowed) {
        Term key = TermNames.withoutPlace(name);
        if (key == null) {
            return true;
        }
        Set<String> left = texts.computeIfAbsent(key, unused -> new HashSet<>(allowed));
        left.retainAll(allowed);
        return !left.isEmpty();
    }
}
