package io.cardwatch.jobs;

import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.kafka.RulesTopic;
import io.cardwatch.operator.RulesPush;
import io.cardwatch.rule.RuleFileException;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that turns card events into fraud alerts: {@code flink run cardwatch-jobs.jar --config
 * fraud-alert.yaml}.
 */
public final class FraudAlertJob {
    public static final String NAME = "cardwatch-fraud-alert";

    private FraudAlertJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            configure(env, FraudAlertConfig.read(JobArguments.configFile(args)));
        } catch (ConfigException | RuleFileException e) {
            throw new IllegalArgumentException(
                    "fraud-alert job not submitted:\n" + e.getMessage(), e);
        }
        env.execute(NAME);
    }

    /**
     * Builds the job on an environment; the demo and the tests run the very same. Reads the rules
     * topic, so that the first event is judged by the newest set that was pushed.
     *
     * @throws ConfigException where the rules topic cannot be read
     * @throws RuleFileException where the configured rules are not valid
     */
    public static void configure(StreamExecutionEnvironment env, FraudAlertConfig config)
            throws RuleFileException {
        JobDefaults.apply(env, config.common());
        FraudAlertTopology topology = new FraudAlertTopology(config);
        topology.build(
                env,
                RulesTopic.read(config.common(), config.ruleTopics().rules(), topology.banks()));
    }

    /** As above, where it is known what was pushed: no broker is asked. */
    static void configure(
            StreamExecutionEnvironment env, FraudAlertConfig config, List<RulesPush> pushed)
            throws RuleFileException {
        JobDefaults.apply(env, config.common());
        new FraudAlertTopology(config).build(env, pushed);
    }
}
