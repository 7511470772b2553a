package io.cardwatch.rule;

import io.cardwatch.text.Durations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which stretch of a key's past a feature looks at. */
final class FeatureWindowParser {
    /** A longer window says little of a card and keeps its past for too long. */
    static final Duration LONGEST_WINDOW = Duration.ofDays(400);

    /**
     * The longest window of a feature that looks at single entries: a key holds a bounded number of
     * them, and none for longer than this.
     */
    static final Duration LONGEST_ENTRIES = Duration.ofDays(90);

    static final int MOST_NEWEST = 100;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final String AT_FORM = "a number from 0 to 1, e.g. 0.5 for the median";
    private static final String ENTRIES_FORM =
            "at most "
                    + Durations.days(LONGEST_ENTRIES)
                    + " for "
                    + Aggregate.keywords(Aggregate::looksAtEntries)
                    + ", pairs, 'same' and 'newest'; at most "
                    + Durations.days(LONGEST_WINDOW)
                    + " for the others";

    private final Section section;
    private final Aggregate aggregate;
    private final Problems problems;

    FeatureWindowParser(Section section, Aggregate aggregate, Problems problems) {
        this.section = section;
        this.aggregate = aggregate;
        this.problems = problems;
    }

    /** What was read. */
    record Window(
            Duration over, boolean excludingCurrent, int newest, double quantile, Duration delay) {}

    /** The window, or null (reported) where something in it is wrong. */
    @Nullable Window parse() {
        Duration over = over();
        Boolean excluding = excludingCurrent();
        Integer newest = newest();
        Double quantile = quantile();
        Duration delay = delay(over);
        if (over == null
                || excluding == null
                || newest == null
                || quantile == null
                || delay == null) {
            return null;
        }
        return new Window(over, excluding, newest, quantile, delay);
    }

    private @Nullable Duration over() {
        if (!section.has("over")) {
            if (aggregate.defaultOver() == null) {
                section.required("over", Durations.FORM);
            }
            return aggregate.defaultOver();
        }
        Duration over = section.duration("over", SHORTEST, LONGEST_WINDOW);
        YamlNode node = section.optional("over");
        if (over != null
                && node instanceof YamlNode.Scalar text
                && over.compareTo(LONGEST_ENTRIES) > 0
                && looksAtEntries()) {
            problems.error(
                    text.at(),
                    "a window of "
                            + Problems.quote(text.value())
                            + " is too wide for the memory bound: single entries are held for "
                            + Durations.days(LONGEST_ENTRIES)
                            + " at most",
                    ENTRIES_FORM);
            return null;
        }
        return over;
    }

    private boolean looksAtEntries() {
        return aggregate.looksAtEntries()
                || section.has("newest")
                || section.has("same")
                || section.optional("by") instanceof YamlNode.Sequence;
    }

    /** Null where the key's value is bad. */
    private @Nullable Boolean excludingCurrent() {
        if (!section.has("excluding")) {
            return false;
        }
        YamlNode.Scalar excluding = section.optionalText("excluding", "current");
        if (excluding == null) {
            return null;
        }
        if (!excluding.value().equals("current")) {
            problems.unknown(
                    excluding.at(),
                    "'excluding' does not take " + Problems.quote(excluding.value()),
                    excluding.value(),
                    List.of("current"));
            return null;
        }
        if (!aggregate.includesCurrent()) {
            problems.error(
                    section.at("excluding"),
                    aggregate == Aggregate.FRAUD_RATE
                            ? "'fraud_rate' looks at events that have had their time already"
                            : "'"
                                    + aggregate.keyword()
                                    + "' compares the event with those before it already",
                    "the feature without 'excluding'");
            return null;
        }
        return true;
    }

    /** Zero where all entries count; null where the key's value is bad. */
    private @Nullable Integer newest() {
        if (!section.has("newest")) {
            return 0;
        }
        if (!aggregate.includesCurrent()) {
            problems.error(
                    section.at("newest"),
                    "'" + aggregate.keyword() + "' does not take 'newest'",
                    "'newest' with " + Aggregate.keywords(Aggregate::includesCurrent));
            return null;
        }
        return section.wholeNumber("newest", 1, MOST_NEWEST);
    }

    /** NaN for aggregates other than a quantile; null where the key is missing or bad. */
    private @Nullable Double quantile() {
        if (aggregate != Aggregate.QUANTILE) {
            return isNotSaid("at", Aggregate.QUANTILE) ? Double.NaN : null;
        }
        if (section.required("at", AT_FORM) == null) {
            return null;
        }
        Double quantile = section.number("at", AT_FORM);
        if (quantile != null
                && quantile > 1.0
                && section.optional("at") instanceof YamlNode.Scalar text) {
            section.report("at", text, AT_FORM);
            return null;
        }
        return quantile;
    }

    /** Zero for aggregates without labels; null where the key is missing or bad. */
    private @Nullable Duration delay(@Nullable Duration over) {
        if (aggregate != Aggregate.FRAUD_RATE) {
            return isNotSaid("delay", Aggregate.FRAUD_RATE) ? Duration.ZERO : null;
        }
        if (section.required("delay", Durations.FORM + ", or 0d") == null) {
            return null;
        }
        Duration delay = section.duration("delay", Duration.ZERO, LONGEST_WINDOW);
        if (over != null && delay != null && over.plus(delay).compareTo(LONGEST_WINDOW) > 0) {
            problems.error(
                    section.at("delay"),
                    "'over' and 'delay' together reach back " + Durations.days(over.plus(delay)),
                    "at most " + Durations.days(LONGEST_WINDOW));
            return null;
        }
        return delay;
    }

    private boolean isNotSaid(String key, Aggregate meant) {
        if (!section.has(key)) {
            return true;
        }
        problems.error(
                section.at(key),
                "'" + aggregate.keyword() + "' does not take '" + key + "'",
                "'" + key + "' with " + meant.keyword());
        return false;
    }
}
