package io.cardwatch.jobs;

import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.DeliveryConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that brings alerts to their cardholders: {@code flink run -c …AlertDeliveryJob
 * cardwatch-jobs.jar --config F}.
 */
public final class AlertDeliveryJob {
    public static final String NAME = "cardwatch-alert-delivery";

    private AlertDeliveryJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            configure(env, DeliveryConfig.read(JobArguments.configFile(args)));
        } catch (ConfigException e) {
            throw new IllegalArgumentException("delivery job not submitted:\n" + e.getMessage(), e);
        }
        env.execute(NAME);
    }

    /** Builds the job on an environment; the demo and the tests run the very same. */
    public static void configure(StreamExecutionEnvironment env, DeliveryConfig config) {
        JobDefaults.apply(env, config.common());
        new AlertDeliveryTopology(config).build(env);
    }
}
