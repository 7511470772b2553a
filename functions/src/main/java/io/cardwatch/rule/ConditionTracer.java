package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.TracedPart.Kind;
import io.cardwatch.rule.TracedPart.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a rule's condition apart for one event. Chains of {@code &&} and of {@code ||} are flat,
 * however they are bracketed; what is not made of {@code &&}, {@code ||}, {@code !} and a choice is
 * a test.
 */
final class ConditionTracer {
    private final TermText text;
    private final TermValues values;
    private final GapFinder gaps;

    ConditionTracer(List<Feature> features, CardEvent event, double[] vector) {
        this.text = new TermText(slot -> features.get(slot).name());
        this.values = new TermValues(event, vector);
        this.gaps = new GapFinder(features, text, values);
    }

    RuleTrace trace(RuleTerms rule) {
        Term score = rule.score();
        return new RuleTrace(
                part(rule.when(), true),
                values.isPresent(score) ? values.number(score) : Double.NaN,
                named(score));
    }

    private TracedPart part(Term term, boolean wanted) {
        if (term instanceof Term.And || term instanceof Term.Or) {
            boolean all = term instanceof Term.And;
            List<Term> chain = new ArrayList<>();
            collect(term, all, chain);
            List<TracedPart> parts = chain.stream().map(part -> part(part, wanted)).toList();
            return made(all ? Kind.ALL : Kind.ANY, term, wanted, parts);
        } else if (term instanceof Term.Not not && isMade(not.operand())) {
            return made(Kind.NOT, term, wanted, List.of(part(not.operand(), !wanted)));
        } else if (term instanceof Term.Choice choice) {
            return choice(choice, wanted);
        }
        return test(term, wanted);
    }

    private static boolean isMade(Term term) {
        return term instanceof Term.And
                || term instanceof Term.Or
                || term instanceof Term.Not
                || term instanceof Term.Choice;
    }

    /** The terms that a chain of the same operator joins, from left to right. */
    static void collect(Term term, boolean all, List<Term> chain) {
        boolean joined = all ? term instanceof Term.And : term instanceof Term.Or;
        if (joined) {
            TermNames.parts(term).forEach(part -> collect(part, all, chain));
        } else {
            chain.add(term);
        }
    }

    /** What decides is taken as it is: what counts is the side that it chose. */
    private TracedPart choice(Term.Choice choice, boolean wanted) {
        Term chosen = values.chosen(choice);
        boolean first = chosen == null || chosen == choice.then();
        List<TracedPart> parts = new ArrayList<>();
        parts.add(part(choice.condition(), first));
        if (chosen != null) {
            parts.add(part(chosen, wanted));
        }
        return made(Kind.CHOICE, choice, wanted, parts);
    }

    private TracedPart made(Kind kind, Term term, boolean wanted, List<TracedPart> parts) {
        return new TracedPart(
                kind, text.of(term), outcome(term), wanted, List.of(), List.of(), null, parts);
    }

    private TracedPart test(Term term, boolean wanted) {
        Term tested = term instanceof Term.Not not ? not.operand() : term;
        boolean needed = term instanceof Term.Not ? !wanted : wanted;
        List<TracedValue> compared =
                sides(tested).stream()
                        .map(side -> TracedValue.of(text.of(side), side, values))
                        .toList();
        return new TracedPart(
                Kind.TEST,
                text.of(term),
                outcome(term),
                wanted,
                compared,
                named(tested),
                gaps.find(tested, needed),
                List.of());
    }

    private static List<Term> sides(Term tested) {
        List<Term> parts = TermNames.parts(tested);
        return parts.isEmpty() ? List.of(tested) : parts;
    }

    private Outcome outcome(Term term) {
        return switch (values.flag(term)) {
            case EventField.TRUE -> Outcome.HOLDS;
            case EventField.FALSE -> Outcome.FAILS;
            default -> Outcome.UNKNOWN;
        };
    }

    private List<TracedValue> named(Term term) {
        Set<Term> read = new LinkedHashSet<>();
        collectRead(term, read);
        return read.stream().map(value -> TracedValue.of(text.of(value), value, values)).toList();
    }

    /** A side that a choice passes by is not read. */
    private void collectRead(Term term, Set<Term> read) {
        if (term instanceof Term.Choice choice) {
            collectRead(choice.condition(), read);
            Term chosen = values.chosen(choice);
            if (chosen != null) {
                collectRead(chosen, read);
            }
        } else if (TermNames.parts(term).isEmpty()) {
            read.addAll(TermNames.values(term));
        } else {
            TermNames.parts(term).forEach(part -> collectRead(part, read));
        }
    }
}
