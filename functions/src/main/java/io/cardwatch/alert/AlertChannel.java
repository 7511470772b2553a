package io.cardwatch.alert;

import static java.util.Objects.requireNonNull;

/**
 * A channel that an alert may use, and the opt-in that says so. It never names an address.
 *
 * @param channel the channel's name, for example {@code sms}
 * @param consentVersion the version of the consent that was live when the alert was decided
 * @param detail what that consent lets a message show
 */
public record AlertChannel(String channel, long consentVersion, DetailLevel detail) {
    public AlertChannel {
        requireNonNull(channel, "channel");
        requireNonNull(detail, "detail");
    }

    /** The same, told as little as anybody is. */
    AlertChannel minimal() {
        return new AlertChannel(channel, consentVersion, DetailLevel.MINIMAL);
    }
}
