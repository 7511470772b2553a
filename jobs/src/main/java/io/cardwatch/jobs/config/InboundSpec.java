package io.cardwatch.jobs.config;

import static java.util.Objects.requireNonNull;

import io.cardwatch.channel.ChannelOptionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows of a channel whose provider calls it.
 *
 * @param channel what consents call it, for example {@code sms}
 * @param bankId the one bank that it is for, or null for every bank that has none of its own under
 *     that name
 * @param type its kind, for example {@code twilio}
 * @param options what its kind is told for sending
 * @param inbound what stands below {@code inbound} and is the gateway's alone
 * @param place where it is configured, with file and line; it ends in a colon and a space
 */
public record InboundSpec(
        String channel,
        @Nullable String bankId,
        String type,
        Map<String, String> options,
        Map<String, String> inbound,
        String place) {
    public InboundSpec {
        requireNonNull(channel, "channel");
        requireNonNull(type, "type");
        requireNonNull(place, "place");
        options = Map.copyOf(options);
        inbound = Map.copyOf(inbound);
    }

    /** What is wrong with one of its options, with the place. */
    public ConfigException fault(ChannelOptionException wrong) {
        return new ConfigException(place + wrong.option() + ": " + wrong.getMessage());
    }

    /** An option may say more than is meant for a log. */
    @Override
    public String toString() {
        return "InboundSpec[" + channel + (bankId == null ? "" : " of " + bankId) + "]";
    }
}
