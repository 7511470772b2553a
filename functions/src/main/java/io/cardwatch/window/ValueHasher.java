package io.cardwatch.window;

/** Turns a value into the keyed hash that state holds in its place. */
@FunctionalInterface
public interface ValueHasher {
    /**
     * The keyed hash of a field's value, never 0. Equal values of one field of one bank, and only
     * those, have equal hashes, but for chance.
     */
    long hash(String bankId, String field, String value);
}
