package io.cardwatch.operator;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.cardwatch.alert.Severity;
import io.cardwatch.delivery.Attempt;
import io.cardwatch.delivery.AttemptJson;
import io.cardwatch.delivery.Delivery;
import io.cardwatch.json.RecordCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

    private static final int MOST_OPENED = 5_000;
    private static final Duration LONGEST_DIGEST = Duration.ofDays(1);
    private static final RecordCodec<Delivery> CODEC = new RecordCodec<>(Delivery.class);
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
    private final MapState<String, byte[]> deliveries;
    private final MapState<String, byte[]> attempts;
    private final MapState<String, Boolean> handled;
    private final MapState<String, String> lastMessages;
    private final ListState<byte[]> waiting;
    private final Sealer sealer;

    /**
     * What was unsealed or sealed lately, since an alert is looked at several times within its
     * second or two. An alert's id is one cardholder's alone, so the current key does not matter.
     */
    private final Cache<String, Delivery> opened =
            CacheBuilder.newBuilder().maximumSize(MOST_OPENED).concurrencyLevel(1).build();

    DeliveryState(KeyedStateStore store, Sealer sealer, Duration alertMemory) {
        this.sealer = sealer;
        consents = new SealedConsents(store.getMapState(map("consents", BYTES, null)), sealer);
        deliveries = store.getMapState(map(DELIVERIES, BYTES, null));
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
            descriptor.enableTimeToLive(StateTtlConfig.newBuilder(timeToLive).build());
        }
        return descriptor;
    }

    SealedConsents consents() {
        return consents;
    }

    /** Everything that is on its way, the oldest first. */
    List<Delivery> deliveries() throws Exception {
        List<Delivery> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : deliveries.entries()) {
            found.add(read(entry.getKey(), entry.getValue()));
        }
        found.sort(
                Comparator.comparingLong(Delivery::since)
                        .thenComparing(delivery -> delivery.alert().alertId()));
        return found;
    }

    /** How many are on their way. */
    int count() throws Exception {
        int count = 0;
        for (String ignored : deliveries.keys()) {
            count++;
        }
        return count;
    }

    @Nullable Delivery delivery(String alertId) throws Exception {
        Delivery open = opened.getIfPresent(alertId);
        if (open != null) {
            return open;
        }
        byte[] sealed = deliveries.get(alertId);
        return sealed == null ? null : read(alertId, sealed);
    }

    private Delivery read(String alertId, byte[] sealed) {
        Delivery open = opened.getIfPresent(alertId);
        if (open != null) {
            return open;
        }
        Delivery delivery = CODEC.decode(sealer.open(sealed));
        if (delivery == null) {
            throw new IllegalStateException("an alert on its way cannot be read back");
        }
        opened.put(alertId, delivery);
        return delivery;
    }

    void put(Delivery delivery) throws Exception {
        String alertId = delivery.alert().alertId();
        deliveries.put(alertId, sealer.seal(CODEC.encode(delivery)));
        opened.put(alertId, delivery);
    }

    /** It is over; the alert is not taken in again. */
    void finish(String alertId) throws Exception {
        deliveries.remove(alertId);
        opened.invalidate(alertId);
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
