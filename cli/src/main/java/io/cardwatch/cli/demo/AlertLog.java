package io.cardwatch.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * The alerts and receipts read from their topics, told apart by alert id: an alert that was written
 * twice counts once.
 *
 * <p>Latency is from the broker's append time of the event to the append time of its first alert
 * record, in milliseconds. An alert whose event is no longer among the {@link AppendTimes} is left
 * out of it.
 */
final class AlertLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_LATENCY_MILLIS = 3_600_000;

    private final AppendTimes events;
    private final Set<String> alerts = new HashSet<>();
    private final Set<String> receipts = new HashSet<>();
    private final Histogram latency = new Histogram(MAX_LATENCY_MILLIS, 3);
    private long channels;

    AlertLog(AppendTimes events) {
        this.events = events;
    }

    /** Takes in a record of the alerts topic. */
    void alert(byte[] value, long appendedAt) throws IOException {
        JsonNode alert = JSON.readTree(value);
        String id = alert.path("alertId").asText();
        if (!alerts.add(id)) {
            return;
        }
        channels += alert.path("channels").size();
        Long event = events.find(id);
        if (event != null) {
            latency.recordValue(Math.min(Math.max(appendedAt - event, 0), MAX_LATENCY_MILLIS));
        }
    }

    /** Takes in a record of the receipts topic. */
    void receipt(byte[] value) throws IOException {
        JsonNode receipt = JSON.readTree(value);
        receipts.add(receipt.path("alertId").asText() + '|' + receipt.path("channel").asText());
    }

    /** Different alerts. */
    long alerts() {
        return alerts.size();
    }

    /** The channels of all alerts: what delivery has to attempt or to refuse. */
    long channels() {
        return channels;
    }

    /** Alerts and channels that have a receipt. */
    long receipts() {
        return receipts.size();
    }

    DemoReport.Latency latency() {
        return new DemoReport.Latency(
                latency.getTotalCount(),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99));
    }
}
