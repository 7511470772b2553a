package io.cardwatch.cli.delivery;

import java.util.List;

/**
 * A request that reached the hub.
 *
 * @param form how it came
 * @param nanoTime when, by {@link System#nanoTime()} of the hub's process
 * @param key the provider's key of the message: {@code webhook-id}, or the number it goes to, which
 *     is no key at all for a real provider and only tells the tests' messages apart
 * @param alertIds the alerts that the message names; none in an SMS
 * @param treatment what the hub did with it
 */
public record Arrival(
        Form form, long nanoTime, String key, List<String> alertIds, Treatment treatment) {
    /** The two forms that the hub understands. */
    public enum Form {
        /** A signed webhook: repeats are known by their id. */
        WEBHOOK,
        /** A provider of SMS without idempotency keys: what comes twice is read twice. */
        SMS
    }

    public Arrival {
        alertIds = List.copyOf(alertIds);
    }
}
