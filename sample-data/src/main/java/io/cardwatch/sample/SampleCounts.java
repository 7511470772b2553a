package io.cardwatch.sample;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what a sink is given. */
final class SampleCounts implements SampleSink {
    private final SortedMap<FeedRecord.Kind, Long> records = new TreeMap<>();
    private final SortedMap<String, Long> recordsByBank = new TreeMap<>();
    private final SortedMap<FraudPattern, Long> fraudByPattern = new TreeMap<>();
    private long labels;
    private long consents;

    @Override
    public void consent(SampleConsent consent) {
        consents++;
    }

    @Override
    public void label(SampleLabel label) {
        labels++;
        FraudPattern pattern = label.scenario();
        if (pattern != null) {
            fraudByPattern.merge(pattern, 1L, Long::sum);
        }
    }

    @Override
    public void record(FeedRecord record) {
        records.merge(record.kind(), 1L, Long::sum);
        recordsByBank.merge(record.bankId(), 1L, Long::sum);
    }

    SampleSummary summary() {
        return new SampleSummary(records, recordsByBank, labels, fraudByPattern, consents);
    }
}
