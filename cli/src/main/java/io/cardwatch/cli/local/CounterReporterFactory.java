package io.cardwatch.cli.local;

import java.util.Properties;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.jspecify.annotations.Nullable;

/** Makes the reporter that hands a cluster's counters to its {@link CounterRegistry}. */
public final class CounterReporterFactory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties settings) {
        return new CounterReporter(
                CounterRegistry.find(settings.getProperty(CounterRegistry.ID_SETTING)));
    }

    /**
     * Silent where the registry is closed already: a cluster that stops still takes metrics off.
     */
    private record CounterReporter(@Nullable CounterRegistry registry) implements MetricReporter {
        @Override
        public void open(MetricConfig settings) {}

        @Override
        public void close() {}

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            if (registry != null) {
                registry.add(metric, name, group);
            }
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
    }
}
