package io.cardwatch.cli.explain;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import org.jspecify.annotations.Nullable;

/** Why a feature has no value for an event. */
final class MissingReason {
    private MissingReason() {}

    static String of(CompiledRules rules, int slot, CardEvent event) {
        Feature feature = rules.ruleSet().features().get(slot);
        if (feature.by().keyOf(event) == null) {
            return "no key: the event names no " + feature.by().keyword();
        }
        for (String field : feature.same()) {
            if (!has(event, field)) {
                return "no " + field + " in the event";
            }
        }
        return switch (feature.aggregate()) {
            case FIRST_SEEN -> {
                String field = feature.field();
                yield field == null || !has(event, field)
                        ? "no " + field + " in the event"
                        : "the key has shown more values than are remembered";
            }
            case SPEED -> speed(rules.where(slot), event);
            case STDDEV -> "fewer than two amounts in the window";
            case MEAN, MIN, MAX, QUANTILE -> "no amount in the window";
            case LAST -> "no amount before it in the window";
            case ELAPSED -> "no event before it in the window";
            case FRAUD_RATE -> "no event in the window, which ends before the labels' delay";
            case COUNT, SUM, DISTINCT, SEQUENCE -> "nothing in the window";
        };
    }

    private static String speed(@Nullable EventPredicate where, CardEvent event) {
        if (event.latitude() == null || event.longitude() == null) {
            return "no place in the event";
        }
        return where != null && !where.test(event)
                ? "the event does not meet its 'where'"
                : "no place before it in the window";
    }

    private static boolean has(CardEvent event, String name) {
        EventField field = EventField.named(name);
        if (field == null) {
            return false;
        }
        return switch (field.type()) {
            case TEXT -> field.text(event) != null;
            case NUMBER -> !Double.isNaN(field.number(event));
            case FLAG -> field.flag(event) != EventField.MISSING;
        };
    }
}
