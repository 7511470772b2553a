package io.cardwatch.engine;

import java.util.HexFormat;

/**
 * The keyed hash that stands for a key wherever it is kept or sent between stages.
 *
 * @param hi the first 64 bits
 * @param lo the second 64 bits, hashed under a key of their own
 */
public record KeyHash(long hi, long lo) {
    @Override
    public int hashCode() {
        return (int) hi;
    }

    /** The hash as 32 hexadecimal digits, where it has to stand inside a longer key. */
    public String hex() {
        return HexFormat.of().toHexDigits(hi) + HexFormat.of().toHexDigits(lo);
    }

    @Override
    public String toString() {
        return "KeyHash[redacted]";
    }
}
