package io.cardwatch.gateway.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counters and gauges, told in the text format of Prometheus. Labels are configuration and fixed
 * words alone, never anything that a request brought. For any thread.
 */
public final class GatewayMetrics {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    /** Adds one to {@code cardwatch_gateway_<name>_total} with those labels, in pairs. */
    public void count(String name, String... labels) {
        counters.computeIfAbsent(series(name + "_total", labels), added -> new LongAdder())
                .increment();
    }

    /** How often that was counted. */
    public long counted(String name, String... labels) {
        LongAdder counter = counters.get(series(name + "_total", labels));
        return counter == null ? 0 : counter.sum();
    }

    /** Tells {@code cardwatch_gateway_<name>} whenever it is asked for. */
    public void gauge(String name, LongSupplier value) {
        gauges.put(series(name), value);
    }

    private static String series(String name, String... labels) {
        StringBuilder series = new StringBuilder("cardwatch_gateway_").append(name);
        for (int i = 0; i < labels.length; i += 2) {
            series.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(labels[i + 1].replaceAll("[\\\\\"\\n]", "_"))
                    .append('"');
        }
        return labels.length == 0 ? series.toString() : series.append('}').toString();
    }

    String exposition() {
        Map<String, Long> values = new TreeMap<>();
        counters.forEach((series, adder) -> values.put(series, adder.sum()));
        gauges.forEach((series, gauge) -> values.put(series, gauge.getAsLong()));
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Map.Entry<String, Long> each : values.entrySet()) {
            String name = each.getKey().replaceAll("\\{.*", "");
            if (!name.equals(last)) {
                text.append("# TYPE ")
                        .append(name)
                        .append(name.endsWith("_total") ? " counter\n" : " gauge\n");
                last = name;
            }
            text.append(each.getKey()).append(' ').append(each.getValue()).append('\n');
        }
        return text.toString();
    }
}
