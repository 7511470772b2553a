package io.cardwatch.operator;

import io.cardwatch.channel.MessageChannel;
import io.cardwatch.delivery.ChannelControl;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lanes of one subtask: by bank where it has a channel of its own, else the one for all. */
final class ChannelLanes implements AutoCloseable {
    private static final String CHANNEL = "channel";

    private record Place(@Nullable String bankId, String channel) {}

    private final Map<Place, ChannelLane> lanes = new HashMap<>();
    private final Map<String, ChannelControl> controls = new HashMap<>();

    ChannelLanes(List<ChannelSetup.Configured> channels, int subtasks, Clock clock) {
        for (ChannelSetup.Configured each : channels) {
            lanes.put(
                    new Place(each.bankId(), each.channel().name()),
                    new ChannelLane(each.channel(), each.limits(), subtasks, clock));
        }
    }

    /** The lane to that bank's users, or null where the channel is not configured. */
    @Nullable ChannelLane of(String bankId, String channel) {
        ChannelLane own = lanes.get(new Place(bankId, channel));
        return own != null ? own : lanes.get(new Place(null, channel));
    }

    Collection<ChannelLane> all() {
        return lanes.values();
    }

    /** Shows how each lane fares; a bank's own channel under the bank's name too. */
    void registerGauges(CardwatchMetrics metrics) {
        lanes.forEach(
                (place, lane) -> {
                    String label =
                            place.bankId() == null
                                    ? place.channel()
                                    : place.bankId() + '.' + place.channel();
                    metrics.gauge(CardwatchMetrics.CHANNEL_QUEUE, CHANNEL, label, lane::waiting);
                    metrics.gauge(
                            CardwatchMetrics.CHANNEL_DOWN,
                            CHANNEL,
                            label,
                            () -> lane.isDown() ? 1 : 0);
                    metrics.gauge(
                            CardwatchMetrics.CHANNEL_PAUSED,
                            CHANNEL,
                            label,
                            () -> lane.paused() ? 1 : 0);
                });
    }

    /** An operator's word, of which the last counts. */
    void apply(ChannelControl control) {
        controls.merge(
                control.channel(),
                control,
                (old, given) -> given.at().isBefore(old.at()) ? old : given);
        for (ChannelLane lane : lanes.values()) {
            String name = lane.channel().name();
            lane.pause(isPaused(ChannelControl.ALL) || isPaused(name));
            boolean meant =
                    control.channel().equals(ChannelControl.ALL) || control.channel().equals(name);
            if (meant && !control.paused()) {
                lane.resumed();
            }
        }
    }

    private boolean isPaused(String channel) {
        ChannelControl control = controls.get(channel);
        return control != null && control.paused();
    }

    /** What operators said last, for the checkpoint. */
    List<ChannelControl> controls() {
        return List.copyOf(controls.values());
    }

    @Override
    public void close() {
        List<MessageChannel> open = new ArrayList<>();
        lanes.values().forEach(lane -> open.add(lane.channel()));
        open.forEach(MessageChannel::close);
    }
}
