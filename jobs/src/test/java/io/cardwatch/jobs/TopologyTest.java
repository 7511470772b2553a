package io.cardwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.rule.RuleFileException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both jobs as they are submitted, without a cluster. */
class TopologyTest {
    /** Written down on purpose: state in a savepoint is found by uid, so these never change. */
    private static final List<String> FRAUD_ALERT_UIDS =
            List.of(
                    "Sink Committer: write-alerts",
                    "Sink Committer: write-erasure-status",
                    "Sink Committer: write-rejections",
                    "Sink Committer: write-rules-status",
                    "announce-consents-read",
                    "compute-card-features",
                    "compute-merchant-features",
                    "evaluate-rules",
                    "gate-by-consent",
                    "read-card-events",
                    "read-consents",
                    "read-erased-keys",
                    "read-erasures",
                    "read-labels",
                    "read-outcomes",
                    "read-rules",
                    "stamp-rules",
                    "validate-rules",
                    "write-alerts",
                    "write-erasure-status",
                    "write-rejections",
                    "write-rules-status");

    private static final List<String> DELIVERY_UIDS =
            List.of(
                    "Sink Committer: write-decisions",
                    "Sink Committer: write-ended-consents",
                    "Sink Committer: write-erasure-status",
                    "Sink Committer: write-labels",
                    "Sink Committer: write-outcomes",
                    "Sink Committer: write-receipts",
                    "announce-attempts-read",
                    "announce-consents-read",
                    "announce-controls-read",
                    "announce-replies-read",
                    "decide-outcomes",
                    "deliver-alerts",
                    "read-alerts",
                    "read-attempts",
                    "read-consents",
                    "read-controls",
                    "read-erasures",
                    "read-erasures-of-outcomes",
                    "read-receipts",
                    "read-replies",
                    "read-reports",
                    "tell-outcomes",
                    "write-decisions",
                    "write-ended-consents",
                    "write-erasure-status",
                    "write-labels",
                    "write-outcomes",
                    "write-receipts");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void shouldNeverChangeAUid(int parallelism) throws Exception {
        assertThat(uids(fraudAlert(parallelism))).isEqualTo(FRAUD_ALERT_UIDS);
        assertThat(uids(delivery(parallelism))).isEqualTo(DELIVERY_UIDS);
    }

    @Test
    void shouldHaveOneStagePerDimensionInUse() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        FraudAlertJob.configure(env, TestingConfigs.cardRules(), List.of());
        assertThat(uids(env.getStreamGraph()))
                .contains("compute-card-features")
                .doesNotContain("compute-merchant-features")
                .hasSize(FRAUD_ALERT_UIDS.size() - 1);
    }

    /** The operators that keep state are the same ones, so a replay's state is the live job's. */
    @Test
    void shouldStandBehindWhatPutsInOrderInEventTime() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        FraudAlertJob.configure(env, TestingConfigs.inEventTime(), List.of());
        List<String> expected = new ArrayList<>(FRAUD_ALERT_UIDS);
        expected.addAll(
                List.of(
                        "judge-labels-lateness",
                        "judge-lateness",
                        "put-in-order-before-compute-card-features",
                        "put-in-order-before-compute-merchant-features",
                        "put-in-order-before-gate-by-consent"));
        expected.remove("read-outcomes");
        StreamGraph graph = env.getStreamGraph();
        assertThat(uids(graph)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
    }

    @Test
    void shouldNameEveryOperatorByItsUid() throws Exception {
        for (StreamGraph graph : List.of(fraudAlert(2), delivery(2))) {
            for (StreamNode node : graph.getStreamNodes()) {
                String name =
                        node.getOperatorName().replaceAll("^Source: |: (Writer|Committer)$", "");
                assertThat(name).isEqualTo(uidOf(node).replace("Sink Committer: ", ""));
            }
        }
    }

    /** Flink itself refuses to where an operator has no uid or a type needs Kryo. */
    @Test
    void shouldBuildAJobGraphThatCanBeSubmitted() throws Exception {
        for (StreamGraph graph : List.of(fraudAlert(2), delivery(2))) {
            assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
        }
    }

    @Test
    void shouldRefuseKryoAndGeneratedUidsWhateverTheClusterSays() throws Exception {
        for (StreamExecutionEnvironment env : environments()) {
            var settings = env.getConfiguration();
            assertThat(settings.get(PipelineOptions.GENERIC_TYPES)).isFalse();
            assertThat(settings.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
            assertThat(env.getConfig().hasAutoGeneratedUIDsEnabled()).isFalse();
        }
    }

    @Test
    void shouldKeepCheckpointsAligned() throws Exception {
        for (StreamExecutionEnvironment env : environments()) {
            var checkpoints = env.getCheckpointConfig();
            assertThat(checkpoints.isUnalignedCheckpointsEnabled()).isFalse();
            assertThat(checkpoints.getAlignedCheckpointTimeout()).isZero();
            assertThat(checkpoints.getCheckpointingConsistencyMode())
                    .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
            assertThat(env.getConfiguration().get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                    .hasSeconds(30);
        }
    }

    @Test
    void shouldRefuseWrongRulesBeforeAnythingIsSubmitted() {
        assertThatThrownBy(
                        () ->
                                FraudAlertJob.configure(
                                        environment(1),
                                        TestingConfigs.fraudAlert("ruleset: broken"),
                                        List.of()))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("rules.yaml:");
    }

    private static List<StreamExecutionEnvironment> environments() throws Exception {
        StreamExecutionEnvironment fraudAlert = environment(2);
        FraudAlertJob.configure(fraudAlert, TestingConfigs.cardAndMerchantRules(), List.of());
        StreamExecutionEnvironment delivery = environment(2);
        AlertDeliveryJob.configure(delivery, TestingConfigs.delivery());
        return List.of(fraudAlert, delivery);
    }

    private static StreamGraph fraudAlert(int parallelism) throws Exception {
        StreamExecutionEnvironment env = environment(parallelism);
        FraudAlertJob.configure(env, TestingConfigs.cardAndMerchantRules(), List.of());
        return env.getStreamGraph();
    }

    private static StreamGraph delivery(int parallelism) {
        StreamExecutionEnvironment env = environment(parallelism);
        AlertDeliveryJob.configure(env, TestingConfigs.delivery());
        return env.getStreamGraph();
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism);
    }

    /** The uids in order, each as often as it is given. */
    private static List<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream().map(TopologyTest::uidOf).sorted().toList();
    }

    private static String uidOf(StreamNode node) {
        String uid = node.getTransformationUID();
        assertThat(uid).as("uid of %s", node.getOperatorName()).isNotNull();
        return uid;
    }
}
