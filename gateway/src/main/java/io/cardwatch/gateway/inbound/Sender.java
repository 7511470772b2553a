package io.cardwatch.gateway.inbound;

import java.util.List;

/**
 * Who a provider says has written: one address, or several by which the same user is known.
 *
 * @param addresses at least one
 */
public record Sender(List<String> addresses) {
    public Sender {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a sender has an address");
        }
    }

    public static Sender of(String address) {
        return new Sender(List.of(address));
    }

    @Override
    public String toString() {
        return "Sender[redacted]";
    }
}
