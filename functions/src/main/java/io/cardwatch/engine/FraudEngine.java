package io.cardwatch.engine;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.window.KeyState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole engine in memory: every stage one after the other, as the stream runs them, for the
 * backtest and for anyone who wants to know what the rules say. Single-threaded.
 *
 * <p>Memory is bounded by the keys that are live: now and then the keys of a bank whose longest
 * window has passed, by that bank's {@link FeedClock}, are swept out. One bank's time never expires
 * another's keys.
 */
public final class FraudEngine {
    private static final int FIRST_SWEEP = 1_024;

    private final EnginePlan plan;
    private final KeyHasher hasher;
    private final boolean breaksFloods;
    private final RuleEvaluator.Listener listener;
    private final RulesInForce inForce;
    private final Stage[] stages;
    private final Map<String, Bank> banks = new HashMap<>();
    private double[] features = new double[0];

    /**
     * An engine without any history.
     *
     * @param listener told of each rule that an event could not be judged by, among others
     */
    public FraudEngine(EnginePlan plan, KeyHasher hasher, RuleEvaluator.Listener listener) {
        this(plan, hasher, true, listener);
    }

    /**
     * An engine without any history.
     *
     * @param breaksFloods whether the rules' flood limits hold: not where events are put in order,
     *     since they go by what arrives
     * @param listener told of each rule that an event could not be judged by, among others
     */
    public FraudEngine(
            EnginePlan plan,
            KeyHasher hasher,
            boolean breaksFloods,
            RuleEvaluator.Listener listener) {
        this.plan = plan;
        this.hasher = hasher;
        this.breaksFloods = breaksFloods;
        this.listener = listener;
        this.inForce = new RulesInForce(plan, EnginePlan.FILE);
        this.stages = new Stage[plan.dimensions().size()];
        for (int i = 0; i < stages.length; i++) {
            stages[i] = plan.stage(i, hasher);
        }
    }

    /** Takes the event in at its own time and says what the rules make of it. */
    public Assessment assess(CardEvent event) {
        return assess(event, event.eventTime().toEpochMilli());
    }

    /**
     * Takes the event in and says what the rules make of it.
     *
     * @param time milliseconds of event time, clamped where the event claims to lie in the future
     */
    public Assessment assess(CardEvent event, long time) {
        Bank bank = bank(event.bankId());
        EventInFlight inFlight = bank.rules.stamp(event, time, hasher);
        features = inFlight.features();
        KeyState card = bank.state(0, inFlight);
        Admission admission = bank.serving[0].admit(card, inFlight);
        if (admission == Admission.ADMITTED) {
            bank.serving[0].apply(card, inFlight);
            for (int i = 1; i < stages.length; i++) {
                if (inFlight.hasKey(i)) {
                    bank.serving[i].apply(bank.state(i, inFlight), inFlight);
                }
            }
        } else if (admission == Admission.REVERSAL) {
            takeBack(bank, inFlight);
        }
        bank.sweep();
        if (admission != Admission.ADMITTED) {
            return Assessment.silent(inFlight.takenBack() ? Admission.REVERSED : admission);
        }
        return bank.evaluator.evaluate(inFlight);
    }

    /**
     * What an event is that came too late to be taken in, as where events are put in order: late,
     * unless it is none that rules judge, or one that was seen. It leaves no trace.
     */
    public Admission admissionOfLate(CardEvent event) {
        Bank bank = bank(event.bankId());
        EventInFlight inFlight = bank.rules.load(event, event.eventTime().toEpochMilli(), hasher);
        KeyState card = bank.known(0, inFlight.keyHi(0), inFlight.keyLo(0));
        if (card != null && bank.serving[0].isDuplicate(card, inFlight)) {
            return Admission.DUPLICATE;
        }
        return switch (event.messageType()) {
            case AUTHORISATION, ADVICE -> Admission.LATE;
            case REVERSAL -> Admission.REVERSAL;
            case REFUND -> Admission.NOT_SCORED;
        };
    }

    private void takeBack(Bank bank, EventInFlight reversal) {
        for (int i = 0; i < stages.length; i++) {
            KeyState state =
                    reversal.hasKey(i) ? bank.known(i, reversal.keyHi(i), reversal.keyLo(i)) : null;
            if (state != null) {
                bank.serving[i].takeBack(state, reversal);
            }
        }
    }

    /** Learns whether an earlier event was fraud. */
    public void learn(Label label) {
        Bank bank = bank(label.bankId());
        LabelInFlight inFlight = plan.load(label, hasher);
        for (int i = 0; i < stages.length; i++) {
            KeyHash key = inFlight.key(i);
            KeyState state = key == null ? null : bank.known(i, key.hi(), key.lo());
            if (state != null) {
                bank.serving[i].learn(state, inFlight);
            }
        }
    }

    /**
     * Judges a bank's events by another set from now on. Windows that both sets have go on; new
     * ones are missing until they are full.
     *
     * @param bankId the bank; null for every bank without a set of its own
     * @param sequence what the set is known by, from 0: a smaller one than the bank's is passed by
     * @throws IllegalArgumentException where the engine has no stage for one of its keys
     */
    public void swap(@Nullable String bankId, long sequence, CompiledRules rules) {
        Feature unkept = plan.unkept(rules);
        if (unkept != null) {
            throw new IllegalArgumentException("no stage for the key " + unkept.by().keyword());
        }
        inForce.push(
                bankId,
                sequence,
                rules,
                (bank, old) -> {
                    for (Stage stage : stages) {
                        stage.open(bank, sequence, rules);
                        stage.close(bank, old);
                    }
                    bank(bank).judgeBy(rules);
                });
    }

    /** The features of the event that was assessed last, one value per slot, NaN where missing. */
    public double[] features() {
        return features.clone();
    }

    /** How many keys are held, over all banks and dimensions. */
    public int liveKeys() {
        return banks.values().stream().mapToInt(Bank::size).sum();
    }

    private Bank bank(String bankId) {
        Bank bank = banks.get(bankId);
        if (bank == null) {
            bank = new Bank(bankId);
            banks.put(bankId, bank);
        }
        return bank;
    }

    /** One bank's rules and keys, per dimension. */
    private final class Bank {
        private final String bankId;
        private final BankRules rules;
        private final KeyStates[] states;

        /** What serves the bank at each stage: the same as {@link Stage#of} says, found at once. */
        private final DimensionStage[] serving;

        private RuleEvaluator evaluator;
        private int untilSweep = FIRST_SWEEP;

        private Bank(String bankId) {
            this.bankId = bankId;
            rules = inForce.of(bankId);
            states = new KeyStates[stages.length];
            serving = new DimensionStage[stages.length];
            CompiledRules first = inForce.rulesOf(bankId);
            for (int i = 0; i < stages.length; i++) {
                states[i] = new KeyStates();
                stages[i].open(bankId, rules.sequence(), first);
                serving[i] = stages[i].of(bankId);
            }
            evaluator = new RuleEvaluator(first, breaksFloods, listener);
        }

        private void judgeBy(CompiledRules other) {
            for (int i = 0; i < stages.length; i++) {
                serving[i] = stages[i].of(bankId);
            }
            evaluator = new RuleEvaluator(other, breaksFloods, listener);
            evaluator.watchedSince(rules.since(other));
        }

        /** The state of the event's key, which it has. */
        private KeyState state(int dimension, EventInFlight event) {
            long hi = event.keyHi(dimension);
            long lo = event.keyLo(dimension);
            KeyState state = known(dimension, hi, lo);
            if (state == null) {
                state = serving[dimension].newState();
                states[dimension].put(hi, lo, state);
            }
            return state;
        }

        private @Nullable KeyState known(int dimension, long hi, long lo) {
            KeyState state = states[dimension].get(hi, lo);
            if (state == null) {
                return null;
            }
            KeyState current = serving[dimension].current(state);
            if (current != state) {
                states[dimension].put(hi, lo, current);
            }
            return current;
        }

        /** Sweeps once per as many events as there are keys, so an event pays for one key. */
        private void sweep() {
            if (--untilSweep == 0) {
                long now = rules.time();
                for (KeyStates keys : states) {
                    keys.removeExpired(now);
                }
                untilSweep = Math.max(FIRST_SWEEP, size());
            }
        }

        private int size() {
            int size = 0;
            for (KeyStates keys : states) {
                size += keys.size();
            }
            return size;
        }
    }
}
