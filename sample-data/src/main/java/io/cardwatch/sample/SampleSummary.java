package io.cardwatch.sample;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sample set holds.
 *
 * @param records how many records of each kind
 * @param recordsByBank how many records each bank's feed has
 * @param labels how many labels
 * @param fraudByPattern how many labelled frauds of each pattern
 * @param consents how many consent records
 */
public record SampleSummary(
        SortedMap<FeedRecord.Kind, Long> records,
        SortedMap<String, Long> recordsByBank,
        long labels,
        SortedMap<FraudPattern, Long> fraudByPattern,
        long consents) {
    public SampleSummary {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        recordsByBank = Collections.unmodifiableSortedMap(new TreeMap<>(recordsByBank));
        fraudByPattern = Collections.unmodifiableSortedMap(new TreeMap<>(fraudByPattern));
    }

    /** Every record of every feed. */
    public long allRecords() {
        return sum(records);
    }

    /** Every labelled fraud. */
    public long fraud() {
        return sum(fraudByPattern);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
