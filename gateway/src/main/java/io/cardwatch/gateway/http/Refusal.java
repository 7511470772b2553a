package io.cardwatch.gateway.http;

import java.util.Locale;

/** Why a request is turned away. The caller learns the status alone; metrics count the reason. */
public enum Refusal {
    /** No such path. */
    NOT_FOUND(404),
    /** The path takes other methods. */
    METHOD(405),
    /** The body is not of the type that the path takes. */
    MEDIA_TYPE(415),
    /** The body is larger than 64 KiB. */
    TOO_LARGE(413),
    /** The body did not arrive in time. */
    TOO_SLOW(408),
    /** The body cannot be read. */
    MALFORMED(400),
    /** There is no signature. */
    UNSIGNED(401),
    /** The signature is not of any secret in use. */
    BAD_SIGNATURE(401),
    /** The signature's time is too far from now. */
    OUTSIDE_WINDOW(401),
    /** The verification token is another. */
    BAD_TOKEN(403),
    /** What is asked for is not allowed. */
    FORBIDDEN(403),
    /** The link or code is not known, has expired or was used. */
    GONE(410),
    /** More tries than are allowed. */
    TOO_MANY(429),
    /** The topics have not been read to their end since the start. */
    NOT_READY(503),
    /** A secret cannot be read. */
    NO_SECRET(503),
    /** The brokers did not acknowledge what was to be written. */
    NOT_WRITTEN(503),
    /** A fault of the gateway's own; the log has its place. */
    FAULT(500);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The name in metrics, for example {@code bad_signature}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
