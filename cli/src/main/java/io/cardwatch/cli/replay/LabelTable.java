package io.cardwatch.cli.replay;

import io.cardwatch.engine.KeyHasher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file of labels says of each event, by the hash of the event's id: some 30 bytes a label,
 * however long the ids are.
 */
final class LabelTable {
    /** {@link Verdict#knownAt} of a label that does not say. */
    static final long UNSAID = Long.MIN_VALUE;

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final byte FRAUD = 1;
    private static final byte NOT_FRAUD = 2;

    private final KeyHasher hasher =
            new KeyHasher("labels of a replay".getBytes(StandardCharsets.US_ASCII));
    private final Map<String, Integer> scenarioNumbers = new HashMap<>();
    private final List<@Nullable String> scenarios = new ArrayList<>();
    private long[] ids = new long[FIRST_CAPACITY];
    private long[] knownAt = new long[FIRST_CAPACITY];
    private int[] scenario = new int[FIRST_CAPACITY];
    private byte[] verdicts = new byte[FIRST_CAPACITY];
    private int size;

    /**
     * What is known of an event.
     *
     * @param knownAt since when, in milliseconds, or {@link #UNSAID}
     */
    record Verdict(boolean fraud, @Nullable String scenario, long knownAt) {}

    LabelTable() {
        scenarios.add(null);
    }

    int size() {
        return size;
    }

    /**
     * Takes a label in; of several for one event the one that became known last holds.
     *
     * @param bankId the event's bank, or empty where the labels name none
     */
    void put(String bankId, String eventId, Verdict verdict) {
        if (2 * size >= ids.length) {
            grow();
        }
        long id = hasher.eventId(bankId, eventId);
        int place = place(id);
        if (ids[place] == id && knownAt[place] > verdict.knownAt()) {
            return;
        }
        size += ids[place] == id ? 0 : 1;
        set(
                place,
                id,
                verdict.knownAt(),
                number(verdict.scenario()),
                verdict.fraud() ? FRAUD : NOT_FRAUD);
    }

    /** What is known of the event, or null where nothing is. */
    @Nullable Verdict get(String bankId, String eventId) {
        long id = hasher.eventId(bankId, eventId);
        int place = place(id);
        return ids[place] == id
                ? new Verdict(
                        verdicts[place] == FRAUD, scenarios.get(scenario[place]), knownAt[place])
                : null;
    }

    private int number(@Nullable String name) {
        if (name == null) {
            return 0;
        }
        return scenarioNumbers.computeIfAbsent(
                name,
                added -> {
                    scenarios.add(added);
                    return scenarios.size() - 1;
                });
    }

    /** Where an id stands, or would; an id is never 0. */
    private int place(long id) {
        int place = (int) id & (ids.length - 1);
        while (ids[place] != 0 && ids[place] != id) {
            place = (place + 1) & (ids.length - 1);
        }
        return place;
    }

    private void set(int place, long id, long known, int number, byte verdict) {
        ids[place] = id;
        knownAt[place] = known;
        scenario[place] = number;
        verdicts[place] = verdict;
    }

    private void grow() {
        long[] oldIds = ids;
        long[] oldKnownAt = knownAt;
        int[] oldScenario = scenario;
        byte[] oldVerdicts = verdicts;
        int capacity = 2 * oldIds.length;
        ids = new long[capacity];
        knownAt = new long[capacity];
        scenario = new int[capacity];
        verdicts = new byte[capacity];
        for (int old = 0; old < oldIds.length; old++) {
            if (oldIds[old] != 0) {
                set(
                        place(oldIds[old]),
                        oldIds[old],
                        oldKnownAt[old],
                        oldScenario[old],
                        oldVerdicts[old]);
            }
        }
    }
}
