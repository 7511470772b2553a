package io.cardwatch.consent;

import java.io.Serializable;

/**
 * The hours of a day in which a user wants no message, in the consent's time zone; they may run
 * past midnight.
 *
 * @param fromMinute the first quiet minute of the day, 0 to 1439
 * @param untilMinute the first minute that is no longer quiet, 0 to 1439, other than {@code from}
 */
public record QuietHours(int fromMinute, int untilMinute) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MINUTES = 24 * 60;

    public QuietHours {
        if (fromMinute < 0 || fromMinute >= MINUTES || untilMinute < 0 || untilMinute >= MINUTES) {
            throw new IllegalArgumentException("quiet hours are minutes of a day");
        }
        if (fromMinute == untilMinute) {
            throw new IllegalArgumentException("quiet hours begin and end at different minutes");
        }
    }
}
