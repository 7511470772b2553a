package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.BankRules;
import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.FeedClock;
import io.cardwatch.engine.RulesInForce;
import io.cardwatch.rule.CompiledRules;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule sets that some event may still carry, and which of them judges each bank's next event.
 * Bounded by the banks where sets close; where events are held in order, a set stays until no run
 * goes on from its state.
 */
final class LiveSets {
    /** Under this id stands not a window but how far the bank has come. */
    static final long CLOCK = 0;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSets.class);

    private final RulesSource source;
    private final PushCheck check;
    private final List<String> banks;
    private final boolean closes;
    private final RulesInForce inForce;
    private final TreeMap<Long, Live> live = new TreeMap<>();

    /** A set, and its rules compiled. */
    record Live(RulesUpdate update, CompiledRules rules) {}

    /**
     * The sets of an earlier run, or those that a new one starts with, and the configured file. A
     * set that can run here no more is left out: its banks are judged by what else is in force.
     *
     * @param known in any order; empty where nothing was pushed
     * @param closes whether a set is forgotten once another has taken its place everywhere
     */
    LiveSets(
            RulesSource source,
            EnginePlan plan,
            List<String> banks,
            Collection<RulesUpdate> known,
            boolean closes) {
        this.source = source;
        this.banks = banks;
        this.closes = closes;
        check = new PushCheck(plan, banks);
        long file = fileSequence(known);
        inForce = new RulesInForce(plan, file);
        banks.forEach(inForce::of);
        live.put(file, new Live(source.file(file), plan.rules()));
        known.stream()
                .filter(this::isStillWanted)
                .sorted(Comparator.comparing(RulesUpdate::sequence))
                .forEach(this::takeUp);
    }

    /** A changed file is another set: where events are held, some still carry the earlier one. */
    private long fileSequence(Collection<RulesUpdate> known) {
        return known.stream()
                .filter(RulesUpdate::isFile)
                .min(Comparator.comparing(RulesUpdate::sequence))
                .map(this::fileSequence)
                .orElse(RulesUpdate.FILE);
    }

    private long fileSequence(RulesUpdate latest) {
        boolean same = latest.source().equals(source.text());
        return same ? latest.sequence() : latest.sequence() - 1;
    }

    private boolean isStillWanted(RulesUpdate update) {
        boolean hasBank = update.bankId() == null || banks.contains(update.bankId());
        return hasBank && !(closes && update.isFile());
    }

    private void takeUp(RulesUpdate update) {
        Live set = live.containsKey(update.sequence()) ? null : compiled(update);
        if (set != null) {
            live.put(update.sequence(), set);
            if (!update.isFile()) {
                inForce.push(
                        update.bankId(), update.sequence(), set.rules(), (bank, displaced) -> {});
            }
        }
    }

    /**
     * The update with its rules, or null, which is logged, where it cannot run here. What was
     * pushed was checked, but perhaps by another build, or for a job with other stages.
     */
    @Nullable Live compiled(RulesUpdate update) {
        PushCheck.Result checked =
                check.of(
                        new RulesPush(
                                update.sequence(),
                                update.bankId(),
                                update.name(),
                                update.source(),
                                null));
        CompiledRules rules = checked.rules();
        if (rules == null) {
            LOG.error(
                    "{} cannot run in this job and is left out:\n{}",
                    update,
                    String.join("\n", checked.problems()));
            return null;
        }
        return new Live(update, rules);
    }

    /**
     * The set that judges a bank's next event stands behind all others that its events may carry: a
     * stage counts the last one as the newest.
     */
    List<Live> all() {
        Comparator<RulesUpdate> order =
                Comparator.comparing((RulesUpdate update) -> update.bankId() != null)
                        .thenComparing(update -> !update.isFile())
                        .thenComparing(update -> Math.abs(update.sequence()));
        return live.values().stream().sorted(Comparator.comparing(Live::update, order)).toList();
    }

    /** What judges the bank's next event, and how far the bank has come. */
    BankRules of(String bank) {
        return inForce.of(bank);
    }

    /** The set that judges the bank's next event. */
    Live judging(String bank) {
        return requireNonNull(live.get(inForce.of(bank).sequence()));
    }

    /** The banks whose events may carry the set. */
    List<String> carriersOf(Live set) {
        return banks.stream().filter(bank -> mayCarry(bank, set.update())).toList();
    }

    private boolean mayCarry(String bank, RulesUpdate update) {
        return closes ? inForce.of(bank).sequence() == update.sequence() : update.isFor(bank);
    }

    /**
     * Puts a set in force.
     *
     * @return the banks that it judges from now on, each with the sequence of what judged it
     *     before; null where the set came after a greater one
     */
    @Nullable Map<String, Long> push(Live set) {
        Map<String, Long> displaced = new TreeMap<>();
        RulesUpdate update = set.update();
        inForce.push(update.bankId(), update.sequence(), set.rules(), displaced::put);
        if (!inForce.uses(update.sequence())) {
            return null;
        }
        live.put(update.sequence(), set);
        return displaced;
    }

    /** Forgets what judges nobody any more, where sets close. */
    void forgetUnused() {
        if (closes) {
            live.keySet().removeIf(sequence -> !inForce.uses(sequence));
        }
    }

    /** Since when each window of a set is watched, for each of those banks. */
    Map<String, List<Long>> since(Live set, List<String> judged) {
        Map<String, List<Long>> since = new HashMap<>();
        judged.forEach(bank -> since.put(bank, inForce.of(bank).since(set.rules())));
        return since;
    }

    /** Goes on where an earlier run was: per bank, times by window, {@link #CLOCK} among them. */
    void restore(Map<String, Map<Long, Long>> watched) {
        watched.forEach(
                (bank, times) -> {
                    Long time = times.remove(CLOCK);
                    if (banks.contains(bank)) {
                        inForce.restore(bank, time == null ? FeedClock.UNKNOWN : time, times);
                    }
                });
    }
}
