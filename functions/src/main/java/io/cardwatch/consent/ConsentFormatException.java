package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

/**
 * A record of the consents topic cannot be read. The message names the contract's field and what is
 * accepted there; neither it nor a cause repeats anything of the record.
 */
public final class ConsentFormatException extends RuntimeException {
    private final String field;

    ConsentFormatException(String field, String accepted) {
        super("consent: " + field + " " + accepted);
        this.field = requireNonNull(field, "field");
    }

    /** The contract's field that is at fault; {@code record} or {@code key} for the whole. */
    public String field() {
        return field;
    }
}
