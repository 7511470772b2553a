package io.cardwatch.channel.twilio;

import static java.util.Objects.requireNonNullElse;

import io.cardwatch.channel.SendOutcome.Kind;
import org.jspecify.annotations.Nullable;

/** What Twilio reports of a message that it had taken over. */
public final class TwilioReports {
    private TwilioReports() {}

    /**
     * What a status means, or null where it tells nothing new, as {@code queued} and {@code sent}.
     *
     * @param status {@code MessageStatus} as it stands in the report
     * @param code {@code ErrorCode}, or null
     */
    public static @Nullable Kind outcome(String status, @Nullable Integer code) {
        return switch (status) {
            case "delivered" -> Kind.DELIVERED;
            case "read" -> Kind.READ;
            case "failed", "undelivered" -> failure(code);
            default -> null;
        };
    }

    /** The message had left the bank: what would have passed before cannot be tried again. */
    private static Kind failure(@Nullable Integer code) {
        Kind kind = code == null ? null : TwilioCodes.kind(code);
        return switch (requireNonNullElse(kind, Kind.UNDELIVERED)) {
            case DEAD_ADDRESS -> Kind.DEAD_ADDRESS;
            case WITHDRAWN -> Kind.WITHDRAWN;
            default -> Kind.UNDELIVERED;
        };
    }
}
