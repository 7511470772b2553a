package io.cardwatch.operator;

import io.cardwatch.json.RecordCodec;
import io.cardwatch.outcome.AlertCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one cardholder's alerts until they have an outcome, under the current key: each
 * open alert, sealed, for as long as an answer is waited for; and the ids of those that have ended,
 * for as long as an alert can repeat.
 */
final class OutcomeState {
    private static final RecordCodec<AlertCase> CODEC = new RecordCodec<>(AlertCase.class);

    private final MapState<String, byte[]> cases;
    private final MapState<String, Boolean> ended;
    private final Sealer sealer;

    OutcomeState(RuntimeContext store, Sealer sealer, Duration alertMemory) {
        this.sealer = sealer;
        cases =
                store.getMapState(
                        new MapStateDescriptor<>(
                                "open-alerts",
                                Types.STRING,
                                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        MapStateDescriptor<String, Boolean> descriptor =
                new MapStateDescriptor<>("ended-alerts", Types.STRING, Types.BOOLEAN);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(alertMemory).build());
        ended = store.getMapState(descriptor);
    }

    @Nullable AlertCase open(String alertId) throws Exception {
        byte[] sealed = cases.get(alertId);
        return sealed == null ? null : read(sealed);
    }

    /** All that is open, by alert id. */
    Map<String, AlertCase> all() throws Exception {
        Map<String, AlertCase> all = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : cases.entries()) {
            all.put(entry.getKey(), read(entry.getValue()));
        }
        return all;
    }

    /** How many wait for their alert. */
    int unmatched() throws Exception {
        List<AlertCase> open = new ArrayList<>(all().values());
        return (int) open.stream().filter(each -> each.alert() == null).count();
    }

    private AlertCase read(byte[] sealed) {
        AlertCase open = CODEC.decode(sealer.open(sealed));
        if (open == null) {
            throw new IllegalStateException("an open alert cannot be read back");
        }
        return open;
    }

    void put(String alertId, AlertCase open) throws Exception {
        cases.put(alertId, sealer.seal(CODEC.encode(open)));
    }

    void forget(String alertId) throws Exception {
        cases.remove(alertId);
    }

    /** It has its outcome; nothing that comes of it later matters. */
    void end(String alertId) throws Exception {
        cases.remove(alertId);
        ended.put(alertId, true);
    }

    /** Forgets which alerts have ended; how many there were. */
    int forgetEnded() throws Exception {
        int forgotten = 0;
        for (String ignored : ended.keys()) {
            forgotten++;
        }
        ended.clear();
        return forgotten;
    }

    boolean hasEnded(String alertId) throws Exception {
        return ended.contains(alertId);
    }
}
