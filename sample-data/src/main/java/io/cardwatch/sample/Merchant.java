package io.cardwatch.sample;

import java.util.List;

/**
 * Somebody who takes cards.
 *
 * @param id card acceptor identification
 * @param name made up, and saying so
 * @param trade what it sells
 * @param city where it is, or is registered
 * @param online whether it sells over the internet
 * @param latitude degrees; of no meaning online
 * @param longitude degrees; of no meaning online
 * @param terminals its terminals' ids
 */
record Merchant(
        String id,
        String name,
        Trade trade,
        City city,
        boolean online,
        double latitude,
        double longitude,
        List<String> terminals) {
    Merchant {
        terminals = List.copyOf(terminals);
    }
}
