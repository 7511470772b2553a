package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.local.Counters;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of one run, all of them measured.
 *
 * @param refusedRows rows that the mapping made no event of, by reason
 * @param accounting what was counted, and whether it adds up
 * @param consents whose consents the run had
 * @param consentRecords how many records it wrote to the consents topic
 * @param messages how many messages reached the console
 * @param latency how long alerts took
 * @param feeding from the first event sent to the last one accounted for
 * @param wall from the command's start to its summary
 */
record DemoReport(
        SortedMap<String, Long> refusedRows,
        Accounting accounting,
        ConsentChoice.Kind consents,
        long consentRecords,
        long messages,
        Latency latency,
        Duration feeding,
        Duration wall) {
    DemoReport {
        refusedRows = Collections.unmodifiableSortedMap(new TreeMap<>(refusedRows));
        requireNonNull(accounting, "accounting");
        requireNonNull(consents, "consents");
        requireNonNull(latency, "latency");
    }

    /**
     * Event-to-alert latency: from the broker's append time of the event to that of its alert.
     *
     * @param alerts how many alerts were measured
     * @param p50Millis the median; 0 where none was measured
     * @param p99Millis the 99th percentile; 0 where none was measured
     */
    record Latency(long alerts, long p50Millis, long p99Millis) {}

    Counters counters() {
        return accounting.counters();
    }

    long rows() {
        return accounting.sent() + refusedTotal();
    }

    long refusedTotal() {
        return refusedRows.values().stream().mapToLong(Long::longValue).sum();
    }

    long eventsPerSecond() {
        return Math.round(accounting.sent() / Math.max(0.001, feeding.toMillis() / 1000.0));
    }

    List<Equation> equations() {
        return accounting.equations();
    }
}
