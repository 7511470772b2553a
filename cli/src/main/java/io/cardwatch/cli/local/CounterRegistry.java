package io.cardwatch.cli.local;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one cluster's jobs, read in this process.
 *
 * <p>Flink makes its reporters by class name alone, so a reporter finds its registry by an id in
 * its settings. A registry is listed from {@link #open} to {@link #close}; two clusters in one
 * process have two ids and never mix.
 *
 * <p>Only counters below the group {@code cardwatch} are kept. The pairs of groups below it are
 * their labels; subtasks are summed. A counter that a job takes off when it ends keeps its last
 * value, so that the numbers can be read after the jobs were stopped.
 */
public final class CounterRegistry implements AutoCloseable {
    static final String GROUP = "cardwatch";
    static final String ID_SETTING = "registry";

    private static final String REPORTER = "metrics.reporter.cardwatch.";
    private static final char SEPARATOR = '\u0000';
    private static final Map<String, CounterRegistry> OPEN = new ConcurrentHashMap<>();

    private final String id;
    private final Map<Counter, Counters.Key> keys = new ConcurrentHashMap<>();

    private CounterRegistry(String id) {
        this.id = id;
    }

    static CounterRegistry open(String id) {
        CounterRegistry registry = new CounterRegistry(id);
        if (OPEN.putIfAbsent(id, registry) != null) {
            throw new IllegalStateException("a counter registry of this id is open");
        }
        return registry;
    }

    static @Nullable CounterRegistry find(@Nullable String id) {
        return id == null ? null : OPEN.get(id);
    }

    /** Makes a cluster of these settings report here. */
    void addTo(Configuration settings) {
        settings.setString(REPORTER + "factory.class", CounterReporterFactory.class.getName());
        settings.setString(REPORTER + ID_SETTING, id);
    }

    void add(Metric metric, String name, MetricGroup group) {
        if (!(metric instanceof Counter counter)) {
            return;
        }
        String scope =
                LogicalScopeProvider.castFrom(group)
                        .getLogicalScope(CharacterFilter.NO_OP_FILTER, SEPARATOR);
        String[] groups = scope.split(String.valueOf(SEPARATOR), -1);
        Map<String, String> variables = group.getAllVariables();
        Map<String, String> labels = new LinkedHashMap<>();
        boolean ours = false;
        for (String part : groups) {
            if (ours) {
                String value = variables.get(ScopeFormat.asVariable(part));
                if (value != null) {
                    labels.put(part, value);
                }
            }
            ours |= part.equals(GROUP);
        }
        if (ours) {
            String job = requireNonNull(variables.get(ScopeFormat.SCOPE_JOB_NAME), "job name");
            keys.put(counter, new Counters.Key(job, name, labels));
        }
    }

    Counters read() {
        Map<Counters.Key, Long> values = new HashMap<>();
        keys.forEach((counter, key) -> values.merge(key, counter.getCount(), Long::sum));
        return new Counters(values);
    }

    @Override
    public void close() {
        OPEN.remove(id, this);
    }
}
