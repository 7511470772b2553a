package io.cardwatch.jobs.config;

import static java.util.Objects.requireNonNull;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelTypes;
import io.cardwatch.channel.MessageChannel;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it is configured; it travels with the job and holds no secret, but where each
 * stands.
 *
 * @param name what consents call it, for example {@code sms}
 * @param bankId the one bank that it is for, or null for every bank that has none of its own under
 *     that name
 * @param type its kind, for example {@code twilio}
 * @param options what its kind is told
 * @param limits how much may be asked of it
 */
public record ChannelSpec(
        String name,
        @Nullable String bankId,
        String type,
        Map<String, String> options,
        ChannelLimits limits)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public ChannelSpec {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(limits, "limits");
        options = Map.copyOf(options);
    }

    /**
     * Makes the channel.
     *
     * @throws ChannelOptionException where there is no such type, or an option is missing or cannot
     *     be used
     */
    public MessageChannel create() {
        return ChannelTypes.of(type).create(name, new ChannelOptions(options));
    }

    /** An option may say more than is meant for a log. */
    @Override
    public String toString() {
        return "ChannelSpec[" + name + (bankId == null ? "" : " of " + bankId) + ", " + type + "]";
    }
}
