package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;

/** A compiled condition over an event alone: a feature's {@code where}. */
@FunctionalInterface
public interface EventPredicate {
    /** Whether the condition holds; false where it needs a field that the event does not have. */
    boolean test(CardEvent event);
}
