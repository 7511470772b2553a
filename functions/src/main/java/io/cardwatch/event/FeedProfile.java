package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one bank's feed promises: the processor holds each of its events to it. Jackson reads it
 * from an object of the same names, in which only {@code bankId} and {@code baseCurrency} must
 * stand.
 *
 * @param bankId the bank that the feed's topic is bound to
 * @param baseCurrency the ISO 4217 code of the currency in which the bank's amounts are compared
 * @param requiredFields wire names of the optional fields that every event of this feed has
 * @param maxRecordBytes the size from which a record is refused
 */
public record FeedProfile(
        String bankId, String baseCurrency, Set<String> requiredFields, int maxRecordBytes)
        implements Serializable {

    /** The limit of a record's size where a profile names none. */
    public static final int DEFAULT_MAX_RECORD_BYTES = 64 * 1024;

    private static final int LARGEST_MAX_RECORD_BYTES = 1024 * 1024;

    /** Bank ids stand in topic names, metric labels and composite keys. */
    private static final Pattern BANK_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    public FeedProfile {
        requireNonNull(bankId, "bankId");
        requireNonNull(baseCurrency, "baseCurrency");
        requiredFields = Set.copyOf(requiredFields);
        if (!BANK_ID.matcher(bankId).matches()) {
            throw new IllegalArgumentException(
                    "bankId '"
                            + bankId
                            + "' is not 1 to 32 letters, digits, - or _, the first a letter or digit");
        }
        if (IsoCodes.currencyExponent(baseCurrency) == null) {
            throw new IllegalArgumentException(
                    "baseCurrency '"
                            + baseCurrency
                            + "' of bank "
                            + bankId
                            + " is not an alphabetic ISO 4217 code, for example EUR");
        }
        for (String name : requiredFields) {
            if (EventField.byWireName(name) == null) {
                throw new IllegalArgumentException(
                        "requiredFields of bank "
                                + bankId
                                + " names '"
                                + name
                                + "', which is no field of a card event; the fields are "
                                + String.join(", ", EventField.wireNames()));
            }
        }
        if (maxRecordBytes < 1 || maxRecordBytes > LARGEST_MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "maxRecordBytes of bank "
                            + bankId
                            + " is "
                            + maxRecordBytes
                            + ", not 1 to "
                            + LARGEST_MAX_RECORD_BYTES);
        }
    }

    /** A profile that requires no more than the contract does. */
    public static FeedProfile of(String bankId, String baseCurrency) {
        return new FeedProfile(bankId, baseCurrency, Set.of(), DEFAULT_MAX_RECORD_BYTES);
    }

    @JsonCreator
    static FeedProfile fromConfig(
            @JsonProperty(value = "bankId", required = true) String bankId,
            @JsonProperty(value = "baseCurrency", required = true) String baseCurrency,
            @JsonProperty("requiredFields") @Nullable Set<String> requiredFields,
            @JsonProperty("maxRecordBytes") @Nullable Integer maxRecordBytes) {
        return new FeedProfile(
                bankId,
                baseCurrency,
                requiredFields == null ? Set.of() : requiredFields,
                maxRecordBytes == null ? DEFAULT_MAX_RECORD_BYTES : maxRecordBytes);
    }

    /** The ISO 4217 exponent of the base currency. */
    public int baseExponent() {
        return requireNonNull(IsoCodes.currencyExponent(baseCurrency));
    }

    /** What every event must have, contract and profile together, as a set of bits. */
    long requiredBits() {
        long bits = 0;
        for (EventField field : EventField.values()) {
            if (field.isRequired() || requiredFields.contains(field.wireName())) {
                bits |= field.bit();
            }
        }
        return bits;
    }
}
