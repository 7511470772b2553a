package io.cardwatch.cli.rules;

import io.cardwatch.operator.RuleCount;
import io.cardwatch.operator.RulesStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What running jobs have said of one rule set, put together report by report. */
final class SetState {
    private static final String JUDGE = "evaluate-rules";

    private final long sequence;
    private final Map<Integer, RulesStatus> active = new TreeMap<>();
    private final Map<Integer, RulesStatus> counts = new TreeMap<>();
    private final Map<String, RulesStatus> floods = new TreeMap<>();
    private @Nullable RulesStatus verdict;
    private @Nullable RulesStatus last;

    SetState(long sequence) {
        this.sequence = sequence;
    }

    /** What is known of a set as a whole. */
    enum Outcome {
        /** No job has said anything of it. */
        NOT_REPORTED,
        REFUSED,
        /** Valid, but not every subtask judges by it. */
        ACCEPTED,
        /** Every subtask judges by it, or did until a later set came. */
        ACTIVE
    }

    /** Takes in a report on any set. */
    void add(RulesStatus report) {
        if (report.sequence() != sequence) {
            return;
        }
        last = report.ruleset() == null && last != null ? last : report;
        switch (report.status()) {
            case ACCEPTED, REFUSED -> verdict = report;
            case ACTIVE -> {
                if (JUDGE.equals(report.stage())) {
                    active.put(report.subtask(), report);
                    // It has just begun to judge by the set, and no rule of it is paused yet.
                    floods.values().removeIf(flood -> flood.subtask() == report.subtask());
                }
            }
            case RULE_COUNTS -> counts.put(report.subtask(), report);
            case FLOOD_PAUSED, FLOOD_RESUMED ->
                    floods.put(
                            report.subtask() + "/" + report.bankId() + "/" + report.rule(), report);
        }
    }

    long sequence() {
        return sequence;
    }

    Outcome outcome() {
        boolean isRefused = verdict != null && verdict.status() == RulesStatus.Kind.REFUSED;
        if (isActiveEverywhere() && !(isRefused && isVerdictNewest())) {
            return Outcome.ACTIVE;
        }
        if (isRefused) {
            return Outcome.REFUSED;
        }
        return verdict == null && active.isEmpty() ? Outcome.NOT_REPORTED : Outcome.ACCEPTED;
    }

    /** A job that was submitted anew, with other keys or banks, may refuse what ran before. */
    private boolean isVerdictNewest() {
        RulesStatus newest = newestActive();
        return verdict != null && newest != null && verdict.at().isAfter(newest.at());
    }

    private boolean isActiveEverywhere() {
        return of() > 0 && activeSubtasks() == of();
    }

    /** How many subtasks judge by it. */
    int activeSubtasks() {
        int of = of();
        return (int) active.values().stream().filter(report -> report.of() == of).count();
    }

    /** How many subtasks there were when the last of them reported; 0 where none did. */
    int of() {
        RulesStatus newest = newestActive();
        return newest == null ? 0 : newest.of();
    }

    /** When the last of its subtasks took it up. */
    @Nullable Instant activeSince() {
        RulesStatus newest = newestActive();
        return newest == null ? null : newest.at();
    }

    private @Nullable RulesStatus newestActive() {
        RulesStatus newest = null;
        for (RulesStatus report : active.values()) {
            newest = newest == null || report.at().isAfter(newest.at()) ? report : newest;
        }
        return newest;
    }

    /** What is wrong with it, in the words of {@code validate}. */
    List<String> problems() {
        return verdict == null ? List.of() : verdict.problems();
    }

    @Nullable String ruleset() {
        return last == null ? null : last.ruleset();
    }

    @Nullable String version() {
        return last == null ? null : last.version();
    }

    /**
     * How often each rule fired since the set was taken up, summed over the subtasks that there are
     * now, in the set's order; empty where no subtask has said so yet.
     */
    List<RuleCount> counts() {
        Map<String, RuleCount> sums = new LinkedHashMap<>();
        for (RulesStatus report : counts.values()) {
            if (report.of() == of()) {
                report.counts().forEach(count -> sums.merge(count.rule(), count, RuleCount::plus));
            }
        }
        return List.copyOf(sums.values());
    }

    /** The rules that at least one subtask does not hear for now. */
    SortedSet<String> pausedRules() {
        SortedSet<String> paused = new TreeSet<>();
        for (RulesStatus report : floods.values()) {
            if (report.status() == RulesStatus.Kind.FLOOD_PAUSED
                    && report.subtask() < of()
                    && report.rule() != null) {
                paused.add(report.rule());
            }
        }
        return paused;
    }
}
