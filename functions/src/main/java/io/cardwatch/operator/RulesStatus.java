package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.rule.CompiledRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * News of a rule set for those who run the job.
 *
 * @param sequence what the set is known by: the offset of its record, -1 for the configured file
 * @param bankId the bank it is for, or for a rule's pause the bank whose events paused it; null for
 *     every bank without a set of its own
 * @param ruleset the set's name; null where it could not be read
 * @param version the set's version; null where it could not be read
 * @param status what is reported
 * @param stage which stage reports it; null where the set was checked before it reached one
 * @param subtask which of the stage's subtasks, from 0
 * @param of how many subtasks the stage has
 * @param rule the rule that was paused or goes on; null for news of the whole set
 * @param problems what {@code cardwatch validate} prints of the set, line by line
 * @param counts how often each rule fired so far; only in news of that kind
 * @param at when
 */
public record RulesStatus(
        long sequence,
        @Nullable String bankId,
        @Nullable String ruleset,
        @Nullable String version,
        Kind status,
        @Nullable String stage,
        int subtask,
        int of,
        @Nullable String rule,
        List<String> problems,
        List<RuleCount> counts,
        Instant at) {
    public RulesStatus {
        requireNonNull(status, "status");
        requireNonNull(at, "at");
        problems = List.copyOf(problems);
        counts = List.copyOf(counts);
    }

    /** News without counts. */
    public RulesStatus(
            long sequence,
            @Nullable String bankId,
            @Nullable String ruleset,
            @Nullable String version,
            Kind status,
            @Nullable String stage,
            int subtask,
            int of,
            @Nullable String rule,
            List<String> problems,
            Instant at) {
        this(
                sequence, bankId, ruleset, version, status, stage, subtask, of, rule, problems,
                List.of(), at);
    }

    /** Whether a pushed set may judge events: {@link Kind#ACCEPTED} or {@link Kind#REFUSED}. */
    static RulesStatus verdict(
            long sequence,
            @Nullable String bankId,
            @Nullable CompiledRules rules,
            Kind verdict,
            List<String> problems,
            Instant at) {
        return new RulesStatus(
                sequence,
                bankId,
                rules == null ? null : rules.ruleSet().name(),
                rules == null ? null : rules.ruleSet().version(),
                verdict,
                null,
                0,
                1,
                null,
                problems,
                at);
    }

    /** What there is to report. */
    public enum Kind {
        /** The set is valid and on its way to the events. */
        ACCEPTED,
        /** The set is not valid, and what ran before runs on. */
        REFUSED,
        /** A subtask judges by the set from now on. */
        ACTIVE,
        /** A rule fired on too many events and neither scores nor alerts for a while. */
        FLOOD_PAUSED,
        /** The rule counts again. */
        FLOOD_RESUMED,
        /** How often a subtask's rules fired since it took the set up. */
        RULE_COUNTS;

        /** The word used on the wire, for example {@code flood-paused}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
