package io.cardwatch.engine;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keyed hash that stands for a key wherever it is kept or sent between stages.
 *
 * @param hi the first 64 bits
 * @param lo the second 64 bits, hashed under a key of their own
 */
public record KeyHash(long hi, long lo) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
    private static final int HALF = 16;

    @Override
    public int hashCode() {
        return (int) hi;
    }

    /** The hash as 32 hexadecimal digits, where it has to stand inside a longer key. */
    public String hex() {
        return HexFormat.of().toHexDigits(hi) + HexFormat.of().toHexDigits(lo);
    }

    /** The hash whose {@link #hex} the text is, or null where it is none's. */
    public static @Nullable KeyHash parse(String hex) {
        return HEX.matcher(hex).matches()
                ? new KeyHash(
                        HexFormat.fromHexDigitsToLong(hex, 0, HALF),
                        HexFormat.fromHexDigitsToLong(hex, HALF, 2 * HALF))
                : null;
    }

    @Override
    public String toString() {
        return "KeyHash[redacted]";
    }
}
