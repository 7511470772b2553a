package io.cardwatch.event;

import java.util.Locale;

/** Why a record was not taken in. Each reason has its own counter. */
public enum RejectionReason {
    /** The record has no value. */
    EMPTY("send the JSON object as the record's value"),
    /** The record is larger than the limit. */
    TOO_LARGE("keep a record within the feed's limit, 64 KiB unless its profile says otherwise"),
    /** The bytes are not one JSON object, it names a field twice, or it is nested too deep. */
    MALFORMED("send one JSON object, UTF-8 without a byte order mark, each field once"),
    /** A field that the contract or the feed's profile requires is absent. */
    MISSING_FIELD("give every required field of the contract and of the feed's profile"),
    /** A field has the wrong JSON type; an amount is an integer without fraction or exponent. */
    WRONG_TYPE("see the record's JSON Schema for the field's type"),
    /** A text is longer than its field allows, or empty. */
    BAD_LENGTH("see the record's JSON Schema for the field's length"),
    /** A field's form is wrong: a code, a coordinate, an address, a prefix. */
    BAD_FORMAT("see the record's JSON Schema for the field's form"),
    /** The schema version is not one that this build reads. */
    UNKNOWN_SCHEMA_VERSION("use schemaVersion 1"),
    /** The message type is none of the contract's. */
    UNKNOWN_MESSAGE_TYPE("use authorisation, advice, reversal or refund"),
    /** The currency is not an ISO 4217 code. */
    UNKNOWN_CURRENCY("use an alphabetic ISO 4217 code"),
    /** The country is not an ISO 3166-1 code. */
    UNKNOWN_COUNTRY("use an alpha-2 ISO 3166-1 code"),
    /** An amount is below zero; zero is an account verification and is fine. */
    NEGATIVE_AMOUNT("send amounts as zero or more minor units; a refund is a message type"),
    /** A time is not ISO-8601 with a zone. */
    BAD_TIME("use ISO-8601 with a zone, for example 2026-03-01T12:00:00Z"),
    /** The payload's bank is not the bank that its topic is bound to, or none of the job's. */
    WRONG_BANK("name a bank of the job, and send its events to its own topic"),
    /** A field holds what looks like a card number. */
    CARD_NUMBER("send tokens or keyed hashes, never a card number");

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final String hint;

    RejectionReason(String hint) {
        this.hint = hint;
    }

    /** The name used on the wire and in metrics, for example {@code missing_field}. */
    public String wireName() {
        return wireName;
    }

    /** What mends it, in one sentence without a full stop. */
    public String hint() {
        return hint;
    }
}
