package io.cardwatch.operator;

import static java.util.Objects.requireNonNull;

import io.cardwatch.engine.KeyHash;
import java.time.Instant;
import java.util.List;

/**
 * A cardholder said of an alert that it was them: until then its rules make no other for that card.
 *
 * @param card keyed hash of bank and card
 * @param ruleIds the rules
 * @param until exclusive
 */
public record Snooze(KeyHash card, List<String> ruleIds, Instant until) {
    public Snooze {
        requireNonNull(card, "card");
        requireNonNull(until, "until");
        ruleIds = List.copyOf(ruleIds);
    }

    @Override
    public String toString() {
        return "Snooze[redacted]";
    }
}
