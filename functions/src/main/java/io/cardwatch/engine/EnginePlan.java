package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a job, one per key dimension, the card's always and first, and the rules that it
 * starts with. The stages never change while it runs; the rules may. Immutable.
 */
public final class EnginePlan {
    /** What the rules that the job starts with are known by; every pushed set displaces them. */
    public static final long FILE = -1;

    /** What a pushed set may look back in any case. */
    private static final Duration PUSHED_WINDOW = Duration.ofDays(90);

    private final CompiledRules rules;
    private final EngineSettings settings;
    private final List<KeyDimension> dimensions;
    private final Duration longestWindow;

    private EnginePlan(
            CompiledRules rules, Collection<KeyDimension> further, EngineSettings settings) {
        this.rules = rules;
        this.settings = settings;
        List<Feature> features = rules.ruleSet().features();
        Set<KeyDimension> used = features.stream().map(Feature::by).collect(toSet());
        longestWindow =
                Stream.concat(Stream.of(PUSHED_WINDOW), features.stream().map(EnginePlan::length))
                        .max(Comparator.naturalOrder())
                        .orElse(PUSHED_WINDOW);
        dimensions =
                Arrays.stream(KeyDimension.values())
                        .filter(
                                dimension ->
                                        dimension == KeyDimension.CARD
                                                || used.contains(dimension)
                                                || further.contains(dimension))
                        .toList();
    }

    /** The plan of a rule set with a stage for each dimension that it uses. */
    public static EnginePlan of(CompiledRules rules, EngineSettings settings) {
        return of(rules, List.of(), settings);
    }

    /**
     * The plan of a rule set.
     *
     * @param further dimensions that have a stage as well, for rules that may be pushed later
     */
    public static EnginePlan of(
            CompiledRules rules, Collection<KeyDimension> further, EngineSettings settings) {
        return new EnginePlan(rules, further, settings);
    }

    /** The rules that the job starts with. */
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

    /** The first feature of a set that no stage keeps, or null where each has one. */
    public @Nullable Feature unkept(CompiledRules other) {
        for (Feature feature : other.ruleSet().features()) {
            if (!dimensions.contains(feature.by())) {
                return feature;
            }
        }
        return null;
    }

    /** For how long back the job's stages can look, whatever rules are pushed. */
    public Duration longestWindow() {
        return longestWindow;
    }

    /** The first feature of a set that looks back further, or null where none does. */
    public @Nullable Feature tooLong(CompiledRules other) {
        for (Feature feature : other.ruleSet().features()) {
            if (length(feature).compareTo(longestWindow) > 0) {
                return feature;
            }
        }
        return null;
    }

    private static Duration length(Feature feature) {
        return feature.over().plus(feature.delay());
    }

    /** The stage of that place, for one thread, which no rules have reached yet. */
    public Stage stage(int dimension, KeyHasher hasher) {
        return new Stage(dimensions.get(dimension), settings, hasher);
    }

    /** Something to carry one event after the other, all judged by that set. */
    EventInFlight newEventInFlight(long sequence, CompiledRules set) {
        return new EventInFlight(sequence, set.ruleSet().features().size(), dimensions.size());
    }

    /**
     * Loads an event with its keys and hashes, every feature missing.
     *
     * @param time milliseconds of event time, clamped where the event claims to lie in the future
     */
    void load(EventInFlight inFlight, CardEvent event, long time, KeyHasher hasher) {
        inFlight.carry(
                event,
                time,
                hasher.eventId(event.bankId(), event.eventId()),
                originalIdHash(event, hasher));
        inFlight.loadKeys(dimensions, hasher);
    }

    private static long originalIdHash(CardEvent event, KeyHasher hasher) {
        MessageType type = event.messageType();
        String original = event.originalEventId();
        return original == null || (type != MessageType.ADVICE && type != MessageType.REVERSAL)
                ? EventInFlight.NO_ORIGINAL
                : hasher.eventId(event.bankId(), original);
    }

    /** A label with its keys and hashes. */
    public LabelInFlight load(Label label, KeyHasher hasher) {
        LabelKeys hashes = label.keys();
        @Nullable KeyHash[] keys = new KeyHash[dimensions.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] =
                    hashes == null
                            ? key(dimensions.get(i), label, hasher)
                            : key(dimensions.get(i), hashes);
        }
        return new LabelInFlight(
                label.bankId(),
                label.eventTime().toEpochMilli(),
                hashes == null
                        ? hasher.eventId(label.bankId(), requireNonNull(label.eventId()))
                        : HexFormat.fromHexDigitsToLong(hashes.event()),
                label.fraud(),
                label.knownAt().toEpochMilli(),
                keys);
    }

    private static @Nullable KeyHash key(KeyDimension dimension, Label label, KeyHasher hasher) {
        String key = dimension.keyOf(label);
        return key == null ? null : hasher.key(dimension, label.bankId(), key);
    }

    private static @Nullable KeyHash key(KeyDimension dimension, LabelKeys hashes) {
        String hash = dimension.hashOf(hashes);
        return hash == null ? null : KeyHash.parse(hash);
    }
}
