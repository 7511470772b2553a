package io.cardwatch.operator;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Our counters of one operator, as a reporter would read them. */
final class TestingCounters {
    private static final String OURS = "." + CardwatchMetrics.GROUP + ".";

    private final Map<String, Counter> counters = new TreeMap<>();

    /** Where an operator's task registers what it counts. */
    TaskMetricGroup taskMetrics() {
        TestingMetricRegistry registry =
                TestingMetricRegistry.builder()
                        .setRegisterConsumer(
                                (metric, name, group) -> {
                                    String path = group.getMetricIdentifier(name);
                                    int ours = path.indexOf(OURS);
                                    if (ours >= 0 && metric instanceof Counter counter) {
                                        counters.put(path.substring(ours + OURS.length()), counter);
                                    }
                                })
                        .build();
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "host", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionAttemptID.randomId(), "task");
    }

    /** What a counter without labels shows; 0 where nothing was counted. */
    long of(String name) {
        Counter counter = counters.get(name);
        return counter == null ? 0 : counter.getCount();
    }

    /** The counters of that name that are not 0, by their labels as in {@code reason.budget}. */
    Map<String, Long> labelled(String name) {
        Map<String, Long> found = new TreeMap<>();
        counters.forEach(
                (path, counter) -> {
                    if (path.endsWith("." + name) && counter.getCount() != 0) {
                        found.put(
                                path.substring(0, path.length() - name.length() - 1),
                                counter.getCount());
                    }
                });
        return found;
    }
}
