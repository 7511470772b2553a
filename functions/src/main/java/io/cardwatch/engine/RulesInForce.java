package io.cardwatch.engine;

import io.cardwatch.rule.CompiledRules;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which rule set judges each bank's events: the bank's own where one was pushed for it, the default
 * one otherwise. Of two sets for the same, the one with the greater sequence wins. Serves one
 * thread.
 */
public final class RulesInForce {
    private final EnginePlan plan;
    private final Map<String, SequencedRules> own = new HashMap<>();
    private final Map<String, BankRules> banks = new TreeMap<>();
    private SequencedRules byDefault;
    private @Nullable BankRules last;
    private String lastBank = "";

    private record SequencedRules(long sequence, CompiledRules rules) {}

    /**
     * The plan's rules for every bank.
     *
     * @param sequence what they are known by
     */
    public RulesInForce(EnginePlan plan, long sequence) {
        this.plan = plan;
        this.byDefault = new SequencedRules(sequence, plan.rules());
    }

    /** A bank's rules; a bank that was never asked for starts with the default set. */
    public BankRules of(String bankId) {
        BankRules bank = last;
        if (bank != null && lastBank.equals(bankId)) {
            return bank;
        }
        bank = banks.get(bankId);
        if (bank == null) {
            SequencedRules rules = setOf(bankId);
            bank = new BankRules(plan, rules.sequence(), rules.rules());
            banks.put(bankId, bank);
        }
        last = bank;
        lastBank = bankId;
        return bank;
    }

    /** Whether a bank is judged by that set, or would be if it came up. */
    public boolean uses(long sequence) {
        return byDefault.sequence() == sequence
                || own.values().stream().anyMatch(rules -> rules.sequence() == sequence);
    }

    /**
     * Puts a set in force.
     *
     * @param bankId whose events it judges; null for every bank without a set of its own
     * @param changed told of each bank whose set it takes the place of, and of that one's sequence
     */
    public void push(
            @Nullable String bankId,
            long sequence,
            CompiledRules rules,
            BiConsumer<String, Long> changed) {
        SequencedRules before = bankId == null ? byDefault : own.get(bankId);
        if (before != null && before.sequence() >= sequence) {
            return;
        }
        SequencedRules pushed = new SequencedRules(sequence, rules);
        if (bankId == null) {
            byDefault = pushed;
        } else {
            own.put(bankId, pushed);
        }
        banks.forEach(
                (bank, state) -> {
                    if (setOf(bank).sequence() == sequence) {
                        long old = state.sequence();
                        state.activate(sequence, rules);
                        changed.accept(bank, old);
                    }
                });
    }

    /**
     * Goes on from an earlier run, once its sets are in force again.
     *
     * @param time how far the bank had come
     * @param watchedSince since when each of its windows was watched
     */
    public void restore(String bankId, long time, Map<Long, Long> watchedSince) {
        of(bankId).restore(time, watchedSince, rulesOf(bankId));
    }

    /** The set that judges the bank's next event. */
    public CompiledRules rulesOf(String bankId) {
        return setOf(bankId).rules();
    }

    private SequencedRules setOf(String bankId) {
        return own.getOrDefault(bankId, byDefault);
    }
}
