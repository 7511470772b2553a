package io.cardwatch.jobs;

import io.cardwatch.jobs.config.CommonConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What holds for every job of Cardwatch, whatever the cluster's own settings are. */
final class JobDefaults {
    private JobDefaults() {}

    static void apply(StreamExecutionEnvironment env, CommonConfig config) {
        Configuration settings = new Configuration();
        // A type that needs Kryo, or an operator without uid, would break on the first upgrade:
        // refuse it at submission.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
        settings.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        // Unaligned checkpoints would write events in flight to disk; so would an aligned one with
        // a time-out.
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        settings.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ZERO);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        env.configure(settings);
        env.setBufferTimeout(config.bufferTimeout().toMillis());
    }
}
