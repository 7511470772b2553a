package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.window.KeyState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
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
    private final DimensionStage[] stages;
    private final RuleEvaluator evaluator;
    private final EventInFlight inFlight;
    private final Map<String, BankKeys> banks = new HashMap<>();

    /**
     * An engine without any history.
     *
     * @param notApplicable told of each rule that an event could not be judged by
     */
    public FraudEngine(EnginePlan plan, KeyHasher hasher, IntConsumer notApplicable) {
        this.plan = plan;
        this.hasher = hasher;
        this.evaluator = new RuleEvaluator(plan.rules(), notApplicable);
        this.inFlight = plan.newEventInFlight();
        this.stages = new DimensionStage[plan.dimensions().size()];
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
        BankKeys bank = bank(event.bankId());
        plan.load(inFlight, event, time, hasher);
        Admission admission = stages[0].admit(bank.state(0, cardKey()), inFlight);
        if (admission == Admission.ADMITTED) {
            for (int i = 0; i < stages.length; i++) {
                KeyHash key = inFlight.key(i);
                if (key != null) {
                    stages[i].apply(bank.state(i, key), inFlight);
                }
            }
        }
        bank.advance(time);
        return admission == Admission.ADMITTED
                ? evaluator.evaluate(inFlight)
                : Assessment.silent(admission);
    }

    /** The features of the event that was assessed last, one value per slot, NaN where missing. */
    public double[] features() {
        return inFlight.features().clone();
    }

    /** How many keys are held, over all banks and dimensions. */
    public int liveKeys() {
        return banks.values().stream().mapToInt(BankKeys::size).sum();
    }

    private BankKeys bank(String bankId) {
        BankKeys bank = banks.get(bankId);
        if (bank == null) {
            bank = new BankKeys(stages.length);
            banks.put(bankId, bank);
        }
        return bank;
    }

    private KeyHash cardKey() {
        return requireNonNull(inFlight.key(0), "every event has a card");
    }

    /** One bank's keys, per dimension, and its clock. */
    private final class BankKeys {
        private final Map<KeyHash, KeyState>[] states;
        private final FeedClock clock = new FeedClock();
        private int untilSweep = FIRST_SWEEP;

        @SuppressWarnings({"unchecked", "rawtypes"})
        private BankKeys(int dimensions) {
            states = new Map[dimensions];
            for (int i = 0; i < dimensions; i++) {
                states[i] = new HashMap<>();
            }
        }

        private KeyState state(int dimension, KeyHash key) {
            @Nullable KeyState state = states[dimension].get(key);
            if (state == null) {
                state = stages[dimension].newState();
                states[dimension].put(key, state);
            }
            return state;
        }

        /** Sweeps once per as many events as there are keys, so an event pays for one key. */
        private void advance(long time) {
            clock.see(time);
            if (--untilSweep == 0) {
                for (Map<KeyHash, KeyState> keys : states) {
                    keys.values().removeIf(state -> state.expiresAt() <= clock.time());
                }
                untilSweep = Math.max(FIRST_SWEEP, size());
            }
        }

        private int size() {
            int size = 0;
            for (Map<KeyHash, KeyState> keys : states) {
                size += keys.size();
            }
            return size;
        }
    }
}
