package io.cardwatch.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A real Flink mini cluster in this process: heap state, checkpoints to a folder, no web page.
 *
 * <p>A job that fails is not restarted: in a demo a failure is to be seen, and a restart would
 * count events twice.
 */
public final class EmbeddedFlink implements AutoCloseable {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);
    private static final long CLOSE_TIMEOUT_SECONDS = 15;
    private static final String LOOPBACK = "127.0.0.1";

    private final MiniCluster cluster;
    private final CounterRegistry counters;
    private final int parallelism;

    private EmbeddedFlink(MiniCluster cluster, CounterRegistry counters, int parallelism) {
        this.cluster = cluster;
        this.counters = counters;
        this.parallelism = parallelism;
    }

    /**
     * Starts a cluster with room for {@code jobs} jobs of that parallelism.
     *
     * @param folder where checkpoints and scratch files go; the caller's to delete
     * @throws IOException where the cluster does not start
     */
    public static EmbeddedFlink start(Path folder, int jobs, int parallelism) throws IOException {
        CounterRegistry counters = CounterRegistry.open(UUID.randomUUID().toString());
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings(folder, counters))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(jobs * parallelism)
                                .setCommonBindAddress(LOOPBACK)
                                .build());
        EmbeddedFlink flink = new EmbeddedFlink(cluster, counters, parallelism);
        try {
            cluster.start();
        } catch (Exception e) {
            flink.close();
            throw new IOException("the Flink cluster did not start", e);
        }
        return flink;
    }

    private static Configuration settings(Path folder, CounterRegistry counters) {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(WebOptions.TMP_DIR, folder.resolve("web").toString());
        settings.set(WebOptions.UPLOAD_DIR, folder.resolve("web").toString());
        settings.set(CoreOptions.TMP_DIRS, folder.resolve("scratch").toString());
        settings.set(BlobServerOptions.STORAGE_DIRECTORY, folder.resolve("blobs").toString());
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        // Nothing here uses Flink's managed memory: state is on the heap.
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        counters.addTo(settings);
        settings.addAll(jobSettings(folder));
        return settings;
    }

    /** What every environment starts from, whatever a job sets on top. */
    private static Configuration jobSettings(Path folder) {
        Configuration settings = new Configuration();
        settings.set(DeploymentOptions.TARGET, MiniClusterExecutor.NAME);
        settings.set(DeploymentOptions.ATTACHED, false);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        // The default of 100 ms per hop would be most of an alert's latency.
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        return settings;
    }

    /** A new environment whose jobs run in this cluster; one per job. */
    public StreamExecutionEnvironment environment() {
        Configuration settings = new Configuration(cluster.getConfiguration());
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        return new StreamExecutionEnvironment(
                new MiniClusterExecutor(cluster), settings, EmbeddedFlink.class.getClassLoader());
    }

    /** Whether every task of a job runs, so that a savepoint of it can be taken. */
    public boolean isUp(JobID job) throws ExecutionException, InterruptedException {
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
        if (graph.getState() != JobStatus.RUNNING) {
            // A job that is being made has no tasks yet.
            return false;
        }
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** What the jobs of this cluster counted so far. */
    public Counters counters() {
        return counters.read();
    }

    /** Stops the jobs and the cluster and waits for both. */
    @Override
    public void close() throws IOException {
        try {
            cluster.closeAsync().get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the Flink cluster did not stop", e);
        } finally {
            counters.close();
        }
    }
}
