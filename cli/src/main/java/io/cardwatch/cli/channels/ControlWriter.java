package io.cardwatch.cli.channels;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.delivery.ChannelControl;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks an operator's word and writes it. */
final class ControlWriter {
    private static final Pattern CHANNEL = Pattern.compile("\\*|[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}]{1,200}");

    private final ChannelsContext context;

    ControlWriter(ChannelsContext context) {
        this.context = context;
    }

    /**
     * Writes it.
     *
     * @return how things stand then
     */
    Controls write(ControlOptions options, boolean paused) throws CommandFailure {
        String named = named(options.channel());
        String reason = options.reason();
        if (!CHANNEL.matcher(named).matches()) {
            throw CommandFailure.usage(
                    "no channel is called so; accepted: a name as consents use it, such as sms");
        }
        if (reason != null && !REASON.matcher(reason).matches()) {
            throw CommandFailure.usage("--reason takes one line of at most 200 characters");
        }
        ControlStore store = context.stores().open(options.topic());
        Controls controls = store.read();
        ChannelControl control =
                new ChannelControl(
                        named,
                        paused,
                        controls.timeOfNext(named, context.clock().instant()),
                        reason);
        store.write(control);
        controls.add(control);
        return controls;
    }

    private static String named(@Nullable String channel) {
        return channel == null ? ChannelControl.ALL : channel;
    }

    /** That channel in a sentence. */
    static String inWords(@Nullable String channel) {
        return named(channel).equals(ChannelControl.ALL) ? "all channels" : "channel " + channel;
    }
}
