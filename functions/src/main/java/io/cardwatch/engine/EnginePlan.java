package io.cardwatch.engine;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.WindowPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a rule set: one per key dimension in use, the card's always and first. Immutable.
 */
public final class EnginePlan {
    private final CompiledRules rules;
    private final EngineSettings settings;
    private final List<KeyDimension> dimensions;
    private final List<WindowPlan> windows;

    private EnginePlan(CompiledRules rules, EngineSettings settings) {
        this.rules = rules;
        this.settings = settings;
        List<KeyDimension> used = new ArrayList<>();
        List<WindowPlan> plans = new ArrayList<>();
        for (KeyDimension dimension : KeyDimension.values()) {
            boolean card = dimension == KeyDimension.CARD;
            if (card || rules.ruleSet().features().stream().anyMatch(f -> f.by() == dimension)) {
                used.add(dimension);
                plans.add(WindowPlan.of(rules, dimension, settings.bounds(), card));
            }
        }
        dimensions = List.copyOf(used);
        windows = List.copyOf(plans);
    }

    /** The plan of a rule set. */
    public static EnginePlan of(CompiledRules rules, EngineSettings settings) {
        return new EnginePlan(rules, settings);
    }

    public CompiledRules rules() {
        return rules;
    }

    public EngineSettings settings() {
        return settings;
    }

    /** The dimensions in the order of their stages; the card is the first. */
    public List<KeyDimension> dimensions() {
        return dimensions;
    }

    /** How the stage of that place keeps its keys. */
    public WindowPlan windows(int dimension) {
        return windows.get(dimension);
    }

    /** The stage of that place, for one thread. */
    public DimensionStage stage(int dimension, KeyHasher hasher) {
        return new DimensionStage(windows.get(dimension), hasher);
    }

    /** Something to carry one event after the other. */
    public EventInFlight newEventInFlight() {
        return new EventInFlight(rules.ruleSet().features().size(), dimensions.size());
    }

    /**
     * Loads an event with its keys and hashes, every feature missing.
     *
     * @param time milliseconds of event time, clamped where the event claims to lie in the future
     */
    public void load(EventInFlight inFlight, CardEvent event, long time, KeyHasher hasher) {
        String original =
                event.messageType() == MessageType.ADVICE ? event.originalEventId() : null;
        inFlight.carry(
                event,
                time,
                hasher.eventId(event.bankId(), event.eventId()),
                original == null
                        ? EventInFlight.NO_ORIGINAL
                        : hasher.eventId(event.bankId(), original));
        for (int i = 0; i < dimensions.size(); i++) {
            String key = dimensions.get(i).keyOf(event);
            inFlight.setKey(
                    i, key == null ? null : hasher.key(dimensions.get(i), event.bankId(), key));
        }
    }
}
