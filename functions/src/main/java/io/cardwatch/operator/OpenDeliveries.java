package io.cardwatch.operator;

import io.cardwatch.delivery.Delivery;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.json.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that are on their way to the cardholders.
 *
 * <p>An alert takes several steps within its second or two. They are taken in memory, and only what
 * a checkpoint finds is sealed into state: whatever comes between two checkpoints is lost with the
 * process either way, and known from the attempts topic.
 */
final class OpenDeliveries {
    private static final int MOST_DESKS = 10_000;
    private static final RecordCodec<Delivery> CODEC = new RecordCodec<>(Delivery.class);

    private final MapState<String, byte[]> state;
    private final Sealer sealer;
    private final CurrentKey currentKey;
    private final Map<KeyHash, Desk> desks = new LinkedHashMap<>(16, 0.75f, true);

    OpenDeliveries(MapState<String, byte[]> state, Sealer sealer, CurrentKey currentKey) {
        this.state = state;
        this.sealer = sealer;
        this.currentKey = currentKey;
    }

    /** What one cardholder has on the way, in memory. */
    private static final class Desk {
        final Map<String, Delivery> open = new HashMap<>();

        /** What state holds, as of the last checkpoint or later. */
        final Set<String> stored = new HashSet<>();

        /** Where state differs. */
        final Set<String> changed = new HashSet<>();

        boolean isEmpty() {
            return open.isEmpty() && changed.isEmpty();
        }
    }

    /** Everything that the current cardholder has on the way, the oldest first. */
    List<Delivery> all() throws Exception {
        List<Delivery> found = new ArrayList<>(desk().open.values());
        found.sort(
                Comparator.comparingLong(Delivery::since)
                        .thenComparing(delivery -> delivery.alert().alertId()));
        return found;
    }

    /** How many these are. */
    int count() throws Exception {
        return desk().open.size();
    }

    @Nullable Delivery get(String alertId) throws Exception {
        return desk().open.get(alertId);
    }

    void put(Delivery delivery) throws Exception {
        String alertId = delivery.alert().alertId();
        Desk desk = desk();
        desk.open.put(alertId, delivery);
        desk.changed.add(alertId);
        keep(desk);
    }

    void remove(String alertId) throws Exception {
        Desk desk = desk();
        desk.open.remove(alertId);
        if (desk.stored.contains(alertId)) {
            desk.changed.add(alertId);
        } else {
            desk.changed.remove(alertId);
        }
        if (desk.isEmpty()) {
            desks.remove(currentKey.get());
        }
    }

    /** Forgets what was decided up to that time, also in state; how many alerts these were. */
    int erase(Instant at) throws Exception {
        Desk desk = desk();
        int erased = 0;
        for (Delivery delivery : List.copyOf(desk.open.values())) {
            if (!delivery.alert().decidedAt().isAfter(at)) {
                String alertId = delivery.alert().alertId();
                desk.open.remove(alertId);
                desk.changed.remove(alertId);
                if (desk.stored.remove(alertId)) {
                    state.remove(alertId);
                }
                erased++;
            }
        }
        if (desk.isEmpty()) {
            desks.remove(currentKey.get());
        }
        return erased;
    }

    /** Brings state up to date, of every cardholder; the current key is another after it. */
    void seal() throws Exception {
        for (Map.Entry<KeyHash, Desk> entry : desks.entrySet()) {
            currentKey.set(entry.getKey());
            seal(entry.getValue());
        }
        desks.values().removeIf(Desk::isEmpty);
    }

    private void seal(Desk desk) throws Exception {
        for (String alertId : desk.changed) {
            Delivery delivery = desk.open.get(alertId);
            if (delivery != null) {
                state.put(alertId, sealer.seal(CODEC.encode(delivery)));
                desk.stored.add(alertId);
            } else if (desk.stored.remove(alertId)) {
                state.remove(alertId);
            }
        }
        desk.changed.clear();
    }

    private Desk desk() throws Exception {
        Desk desk = desks.get(currentKey.get());
        if (desk == null) {
            desk = read();
            // Most who are looked at have nothing on the way, as when consents are read.
            if (!desk.isEmpty()) {
                keep(desk);
            }
        }
        return desk;
    }

    private void keep(Desk desk) throws Exception {
        KeyHash key = currentKey.get();
        desks.put(key, desk);
        if (desks.size() > MOST_DESKS) {
            clearOne(key);
        }
    }

    private Desk read() throws Exception {
        Desk desk = new Desk();
        for (Map.Entry<String, byte[]> entry : state.entries()) {
            Delivery delivery = CODEC.decode(sealer.open(entry.getValue()));
            if (delivery == null) {
                throw new IllegalStateException("an alert on its way cannot be read back");
            }
            desk.open.put(entry.getKey(), delivery);
            desk.stored.add(entry.getKey());
        }
        return desk;
    }

    /** The one that was looked at longest ago. */
    private void clearOne(KeyHash current) throws Exception {
        Map.Entry<KeyHash, Desk> eldest = desks.entrySet().iterator().next();
        currentKey.set(eldest.getKey());
        seal(eldest.getValue());
        currentKey.set(current);
        desks.remove(eldest.getKey());
    }
}
