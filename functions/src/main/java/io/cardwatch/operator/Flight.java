package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import java.util.List;

/**
 * A message between its intent and its answer.
 *
 * @param subject the cardholder
 * @param lane the channel
 * @param alertIds what it tells of
 * @param card the card's keyed hash
 * @param at when it was intended, by the machine's clock
 * @param since the same by a clock that never goes back
 * @param resumptions how often an operator had resumed the channel by then
 */
record Flight(
        KeyHash subject,
        ChannelLane lane,
        List<String> alertIds,
        String card,
        long at,
        long since,
        int resumptions) {
    String channel() {
        return lane.channel().name();
    }
}
