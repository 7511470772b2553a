package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.Terminal;
import java.time.InstantSource;

/**
 * What the commands on channels work with.
 *
 * @param stores opens the topic
 * @param terminal where they write to
 * @param clock tells when something was said
 */
public record ChannelsContext(ControlStore.Opener stores, Terminal terminal, InstantSource clock) {
    /** The real ones. */
    public static ChannelsContext real(Terminal terminal) {
        return new ChannelsContext(KafkaControlStore::open, terminal, InstantSource.system());
    }
}
