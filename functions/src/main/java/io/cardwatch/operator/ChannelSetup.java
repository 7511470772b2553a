package io.cardwatch.operator;

import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.MessageRenderer;
import java.io.Serializable;
import java.util.List;

/** Travels with the job in place of channels, and makes them where they are used. */
public interface ChannelSetup extends Serializable {
    /** The channels that may be used, each by its own name. */
    List<MessageChannel> channels();

    /** What turns an alert into a message. */
    MessageRenderer renderer();
}
