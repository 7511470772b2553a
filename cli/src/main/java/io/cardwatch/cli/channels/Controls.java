package io.cardwatch.cli.channels;

import io.cardwatch.delivery.ChannelControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators said of each channel last: the state that a delivery job goes by. */
final class Controls {
    private final Map<String, ChannelControl> last = new TreeMap<>();

    /** Takes in what was said after all before. */
    void add(ChannelControl control) {
        last.put(control.channel(), control);
    }

    /** Takes in that nothing is said of a channel any more. */
    void remove(String channel) {
        last.remove(channel);
    }

    /** The last word on each channel, that on all of them first. */
    List<ChannelControl> all() {
        // The sign for all stands before letters and digits.
        return List.copyOf(last.values());
    }

    /** The last word on that channel, or null. */
    @Nullable ChannelControl of(String channel) {
        return last.get(channel);
    }

    /** Whether all channels are paused. */
    boolean allPaused() {
        return isPaused(ChannelControl.ALL);
    }

    /** The channels that are paused by their own record. */
    List<String> pausedAlone() {
        return last.keySet().stream()
                .filter(channel -> !channel.equals(ChannelControl.ALL) && isPaused(channel))
                .toList();
    }

    private boolean isPaused(String channel) {
        ChannelControl control = last.get(channel);
        return control != null && control.paused();
    }

    /**
     * The time of a further word on that channel: later than the one before, whatever the clock of
     * this machine says, since a job goes by the later one.
     */
    Instant timeOfNext(String channel, Instant now) {
        ChannelControl before = last.get(channel);
        return before == null || now.isAfter(before.at())
                ? now
                : before.at().plus(Duration.ofMillis(1));
    }
}
