package io.cardwatch.consent;

import io.cardwatch.alert.AlertChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cardholder may be alerted: the channels that may be used, or the reason why none may.
 * Exactly one of the two is there.
 *
 * @param channels the channels with a live opt-in, ordered by name; empty where refused
 * @param reason why not, or null where permitted
 */
public record Decision(List<AlertChannel> channels, @Nullable SuppressionReason reason) {
    public Decision {
        channels = List.copyOf(channels);
        if (channels.isEmpty() == (reason == null)) {
            throw new IllegalArgumentException("a decision has either channels or a reason");
        }
    }

    static Decision permitted(List<AlertChannel> channels) {
        return new Decision(channels, null);
    }

    /** No alert, for that reason. */
    public static Decision refused(SuppressionReason reason) {
        return new Decision(List.of(), reason);
    }

    /** Whether at least one channel may be used. */
    public boolean isPermitted() {
        return reason == null;
    }
}
