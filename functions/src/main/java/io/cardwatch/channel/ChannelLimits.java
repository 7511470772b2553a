package io.cardwatch.channel;

import java.io.Serializable;

/**
 * How much a channel may be asked for, by the whole job: each subtask takes its share.
 *
 * @param perSecond attempts started in a second at most
 * @param inFlight attempts under way at a time at most
 * @param confirmsDelivery whether only the provider's later report that the message was delivered
 *     confirms it; otherwise its acceptance does
 */
public record ChannelLimits(int perSecond, int inFlight, boolean confirmsDelivery)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What holds where nothing is configured. */
    public static final ChannelLimits DEFAULT = new ChannelLimits(100, 256, false);

    public ChannelLimits {
        if (perSecond < 1 || inFlight < 1) {
            throw new IllegalArgumentException("a channel's limits are 1 or more");
        }
    }
}
