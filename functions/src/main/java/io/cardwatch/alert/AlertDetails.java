package io.cardwatch.alert;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What an alert tells of the transaction itself, for users who chose to see it.
 *
 * @param amountMinor the amount in minor units of the currency
 * @param currency alphabetic ISO 4217 code of the transaction
 * @param merchantName the merchant's name as the feed gave it, or null where it gave none
 */
public record AlertDetails(long amountMinor, String currency, @Nullable String merchantName) {
    public AlertDetails {
        requireNonNull(currency, "currency");
    }

    @Override
    public String toString() {
        return "AlertDetails[redacted]";
    }
}
