package io.cardwatch.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of what a file defines and nothing uses, and of lists used against their sense. */
final class UsageLinter {
    private final Problems problems;
    private final Set<Integer> features = new HashSet<>();

    /** What is looked up in each list that is used. */
    private final Map<String, Set<Term>> lists = new HashMap<>();

    UsageLinter(Problems problems) {
        this.problems = problems;
    }

    /** Takes note of what a condition or score names. */
    void use(Term term) {
        TermNames.collect(term, features, new HashSet<>());
        TermNames.collectLists(term, lists);
    }

    /** Takes note of the features that a reason shows. */
    void use(ReasonTemplate reason) {
        reason.collectSlots(features);
    }

    /** Warns of a rule that raises the score because something is known to be good. */
    void lintAllowList(Term condition, Range score, YamlNode.Scalar source) {
        if (condition instanceof Term.And and) {
            lintAllowList(and.left(), score, source);
            lintAllowList(and.right(), score, source);
        } else if (condition instanceof Term.ListIn in
                && in.list().kind() == NamedList.Kind.ALLOW
                && score.low() >= 0.0
                && score.high() > 0.0) {
            problems.warning(
                    source.at(in.at()),
                    "being in the allow list "
                            + Problems.quote(in.list().name())
                            + " is a reason to alert here",
                    "!(… in list(…)), a list of another kind, or a negative score");
        }
    }

    /**
     * Warns of what was never used.
     *
     * @param slots of the features by name
     */
    void warnOfUnused(RuleFile file, Map<String, Integer> slots) {
        // With rules that could not be read, a feature may well be used in what was not understood.
        if (problems.hasErrors()) {
            return;
        }
        for (RuleFile.FeatureEntry entry : file.features()) {
            String name = entry.name().value();
            if (!features.contains(slots.get(name))) {
                problems.warning(
                        entry.name().at(),
                        "no rule uses the feature " + Problems.quote(name),
                        "features that a condition, score or reason names");
            }
        }
        for (RuleFile.ListEntry entry : file.lists()) {
            Set<Term> lookedUp = lists.get(entry.list().name());
            if (lookedUp != null) {
                warnOfValues(entry, lookedUp);
            } else {
                problems.warning(
                        entry.name().at(),
                        "nothing uses the list " + Problems.quote(entry.list().name()),
                        "lists that a condition names: event.<field> in list('name')");
            }
        }
    }

    /** Warns of values that nothing of what is looked up in the list can ever be. */
    private void warnOfValues(RuleFile.ListEntry entry, Set<Term> lookedUp) {
        List<EventField> fields =
                lookedUp.stream()
                        .filter(Term.Field.class::isInstance)
                        .map(term -> ((Term.Field) term).field())
                        .distinct()
                        .sorted()
                        .toList();
        if (!lookedUp.stream().allMatch(Term.Field.class::isInstance)) {
            return;
        }
        List<String> impossible =
                entry.list().values().stream()
                        .filter(
                                value ->
                                        fields.stream()
                                                .noneMatch(
                                                        field -> FieldValues.canBe(field, value)))
                        .sorted()
                        .toList();
        if (!impossible.isEmpty()) {
            int others = impossible.size() - 1;
            problems.warning(
                    entry.name().at(),
                    Problems.quote(impossible.get(0))
                            + (others == 0 ? "" : " and " + others + " more")
                            + " in the list "
                            + Problems.quote(entry.list().name())
                            + " can never match",
                    String.join(
                            "; or ", fields.stream().map(FieldValues::form).distinct().toList()));
        }
    }
}
