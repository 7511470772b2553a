package io.cardwatch.operator;

import com.google.common.collect.Iterables;
import io.cardwatch.alert.Severity;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What delivery keeps of one cardholder, under the current key. What holds an address, an amount or
 * a merchant is sealed; the rest are ids, counts and times.
 */
final class DeliveryState {
    /** The state whose keys are the cardholders with something to deliver. */
    static final String DELIVERIES = "deliveries";

    /** Where an earlier build kept the alerts that waited. */
    static final String WAITING = "waiting";

    /**
     * How many keys each use of a state looks at for what has expired. Flink's default of five
     * looked at all ids of five cardholders again and again: a fifth of this operator's time.
     */
    private static final int CLEANED_UP_AT_ONCE = 1;

    private static final Duration LONGEST_DIGEST = Duration.ofDays(1);
    private static final TypeInformation<byte[]> BYTES =
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    /**
     * The last message of a card.
     *
     * @param at when its attempt was intended, in milliseconds since 1970
     * @param severity the most urgent alert in it
     */
    record LastMessage(long at, Severity severity) {}

    private final SealedConsents consents;
    private final OpenDeliveries deliveries;
    private final MapState<String, byte[]> attempts;
    private final MapState<String, Boolean> handled;
    private final MapState<String, String> lastMessages;
    private final ListState<byte[]> waiting;
    private final Sealer sealer;

    DeliveryState(
            KeyedStateStore store, Sealer sealer, Duration alertMemory, CurrentKey currentKey) {
        this.sealer = sealer;
        consents =
                new SealedConsents(
                        store.getMapState(map("consents", BYTES, null)), sealer, currentKey);
        deliveries =
                new OpenDeliveries(
                        store.getMapState(map(DELIVERIES, BYTES, null)), sealer, currentKey);
        attempts = store.getMapState(map("attempts", BYTES, alertMemory));
        handled = store.getMapState(map("handled", Types.BOOLEAN, alertMemory));
        lastMessages = store.getMapState(map("last-messages", Types.STRING, LONGEST_DIGEST));
        waiting = store.getListState(new ListStateDescriptor<>(WAITING, BYTES));
    }

    private static <V> MapStateDescriptor<String, V> map(
            String name, TypeInformation<V> values, @Nullable Duration timeToLive) {
        MapStateDescriptor<String, V> descriptor =
                new MapStateDescriptor<>(name, Types.STRING, values);
        if (timeToLive != null) {
            descriptor.enableTimeToLive(
                    StateTtlConfig.newBuilder(timeToLive)
                            .cleanupIncrementally(CLEANED_UP_AT_ONCE, false)
                            .build());
        }
        return descriptor;
    }

    SealedConsents consents() {
        return consents;
    }

    /** What is on its way. */
    OpenDeliveries deliveries() {
        return deliveries;
    }

    /** It is over; the alert is not taken in again. */
    void finish(String alertId) throws Exception {
        deliveries.remove(alertId);
        handled.put(alertId, true);
    }

    boolean isHandled(String alertId) throws Exception {
        return handled.contains(alertId);
    }

    /** Keeps what is known of an attempt whose alert has not come yet. */
    void remember(Attempt attempt) throws Exception {
        byte[] known = attempts.get(attempt.key());
        Attempt before = known == null ? null : AttemptJson.decode(known);
        if (before == null || attempt.isNewerThan(before)) {
            attempts.put(attempt.key(), AttemptJson.encode(attempt));
        }
    }

    /** Takes out what is known of an attempt, or null. */
    @Nullable Attempt recall(String alertId, String channel) throws Exception {
        String key = alertId + '|' + channel;
        byte[] known = attempts.get(key);
        if (known == null) {
            return null;
        }
        attempts.remove(key);
        return AttemptJson.decode(known);
    }

    /** The last message of that card on that channel, or null. */
    @Nullable LastMessage lastMessage(String card, String channel) throws Exception {
        String written = lastMessages.get(card + '|' + channel);
        if (written == null) {
            return null;
        }
        int blank = written.indexOf(' ');
        Severity severity = Severity.fromWireName(written.substring(blank + 1));
        return severity == null
                ? null
                : new LastMessage(Long.parseLong(written.substring(0, blank)), severity);
    }

    /** Notes a message of that card; null where it came to nothing. */
    void lastMessage(String card, String channel, @Nullable LastMessage message) throws Exception {
        String key = card + '|' + channel;
        if (message == null) {
            lastMessages.remove(key);
        } else {
            lastMessages.put(key, message.at() + " " + message.severity().wireName());
        }
    }

    /**
     * Forgets what is remembered of the current cardholder, but for the consents and the alerts on
     * their way, which tell what an erasure covers themselves; how many entries these were.
     */
    int eraseMemory() throws Exception {
        int erased = count(attempts) + count(handled) + count(lastMessages);
        attempts.clear();
        handled.clear();
        lastMessages.clear();
        return erased + leaveWaiting().size();
    }

    private static int count(MapState<String, ?> entries) throws Exception {
        return Iterables.size(entries.keys());
    }

    /** Takes out what an earlier build had waiting. */
    List<WaitingAlert> leaveWaiting() throws Exception {
        List<WaitingAlert> left = new ArrayList<>();
        for (byte[] sealed : waiting.get()) {
            left.add(WaitingAlert.CODEC.decode(sealer.open(sealed)));
        }
        waiting.clear();
        return left;
    }
}
