package io.cardwatch.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word on a channel, or on all: the kill switch. A record of the compacted controls
 * topic; of each channel the last counts, and a channel sends only where neither its own record nor
 * the one for all pauses it.
 *
 * @param channel the channel, or {@link #ALL}
 * @param paused true: no attempt starts; false: sends again, a channel that was down included
 * @param at when it was said
 * @param reason why, for those who come after; or null
 */
public record ChannelControl(String channel, boolean paused, Instant at, @Nullable String reason) {
    /** Stands for every channel. */
    public static final String ALL = "*";

    public ChannelControl {
        requireNonNull(channel, "channel");
        requireNonNull(at, "at");
    }
}
