package io.cardwatch.channel.whatsapp;

import static java.util.Objects.requireNonNullElse;

import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.meta.GraphError;
import org.jspecify.annotations.Nullable;

/** What the Cloud API reports of a message that it had taken over. */
public final class WhatsAppReports {
    private WhatsAppReports() {}

    /**
     * What a status means, or null where it tells nothing new, as {@code sent}.
     *
     * @param status {@code status} as it stands in the report
     * @param code the first error's code, or null
     */
    public static @Nullable Kind outcome(String status, @Nullable Integer code) {
        return switch (status) {
            case "delivered" -> Kind.DELIVERED;
            case "read", "played" -> Kind.READ;
            case "failed" -> failure(code);
            default -> null;
        };
    }

    private static Kind failure(@Nullable Integer code) {
        Kind kind = code == null ? null : WhatsAppChannel.ERRORS.meaning(new GraphError(code, 0));
        return switch (requireNonNullElse(kind, Kind.UNDELIVERED)) {
            case DEAD_ADDRESS -> Kind.DEAD_ADDRESS;
            case WITHDRAWN -> Kind.WITHDRAWN;
            default -> Kind.UNDELIVERED;
        };
    }
}
