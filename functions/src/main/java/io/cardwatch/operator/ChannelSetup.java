package io.cardwatch.operator;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.message.MessageRenderer;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Travels with the job in place of channels, and makes them where they are used. */
public interface ChannelSetup extends Serializable {
    /**
     * A channel that may be used.
     *
     * @param bankId the one bank that it is for, or null for every bank that has none of its own
     *     under that name
     * @param channel the channel
     * @param limits how much may be asked of it
     */
    record Configured(@Nullable String bankId, MessageChannel channel, ChannelLimits limits) {}

    /** The channels that may be used. */
    List<Configured> channels();

    /** What turns an alert into a message. */
    MessageRenderer renderer();
}
