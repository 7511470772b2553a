package io.cardwatch.message;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code bank.yaml} says.
 *
 * @param name the bank's own name, or null where none is configured
 * @param phone the bank's published number, or null
 * @param fallback the language for users whose own has no file, as a BCP 47 tag in lower case
 * @param links whether the bank's words may hold links
 */
record BankProfile(@Nullable String name, @Nullable String phone, String fallback, boolean links) {
    /** A bank of which nothing is known. */
    static final BankProfile UNKNOWN = new BankProfile(null, null, "en", false);
}
