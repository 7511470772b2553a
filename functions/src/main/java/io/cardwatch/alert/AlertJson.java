package io.cardwatch.alert;

import io.cardwatch.json.RecordCodec;

/**
 * Alerts as JSON, UTF-8, after {@code io/cardwatch/schema/alert.schema.json}.
 *
 * <p>Equal alerts become equal bytes. Fields that this build does not know are passed over, so that
 * a delivery job may be older than the job that wrote the alert.
 */
public final class AlertJson {
    private static final RecordCodec<Alert> CODEC = new RecordCodec<>(Alert.class);

    private AlertJson() {}

    /** The alert as JSON. */
    public static byte[] encode(Alert alert) {
        return CODEC.encode(alert);
    }

    /**
     * Reads an alert.
     *
     * @throws AlertFormatException where the bytes are no alert
     */
    public static Alert decode(byte[] value) {
        Alert alert = CODEC.decode(value);
        if (alert == null) {
            throw new AlertFormatException();
        }
        return alert;
    }
}
