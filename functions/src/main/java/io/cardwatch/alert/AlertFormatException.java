package io.cardwatch.alert;

/** A record of the alerts topic cannot be read. Neither message nor cause repeats any of it. */
public final class AlertFormatException extends RuntimeException {
    AlertFormatException() {
        super("not an alert as io/cardwatch/schema/alert.schema.json describes it");
    }
}
