package io.cardwatch.jobs;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.operator.AlertCandidate;
import io.cardwatch.operator.KeyHashTypeInfo;
import io.cardwatch.operator.PutInOrder;
import io.cardwatch.operator.StageRecord;
import io.cardwatch.operator.StageRecordTypeInfo;
import io.cardwatch.rule.KeyDimension;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * The keyed edges of the alert job: as they are, or each with a {@link PutInOrder} behind it, on
 * the subtask and under the key of what it puts in order for.
 */
final class InOrder {
    private final FraudAlertConfig config;
    private final List<KeyDimension> dimensions;

    InOrder(FraudAlertConfig config, List<KeyDimension> dimensions) {
        this.config = config;
        this.dimensions = dimensions;
    }

    /** The edge to the stage of a dimension. */
    KeyedStream<StageRecord, KeyHash> stage(
            DataStream<StageRecord> records, int dimension, String stage) {
        return edge(
                records,
                record -> record.key(dimension),
                StageRecordTypeInfo.INSTANCE,
                stage,
                PutInOrder.beforeStage(
                        dimensions,
                        dimension,
                        config.common().secret(),
                        config.ordering().maxHeldBack(),
                        timeToLive()));
    }

    /** The edge to the gate. */
    KeyedStream<AlertCandidate, KeyHash> gate(DataStream<AlertCandidate> candidates) {
        return edge(
                candidates,
                AlertCandidate::subject,
                TypeInformation.of(AlertCandidate.class),
                OperatorIds.GATE_BY_CONSENT,
                PutInOrder.beforeGate(
                        config.common().secret(), config.ordering().maxHeldBack(), timeToLive()));
    }

    private <T> KeyedStream<T, KeyHash> edge(
            DataStream<T> records,
            KeySelector<T, KeyHash> key,
            TypeInformation<T> type,
            String target,
            PutInOrder<T> order) {
        KeyedStream<T, KeyHash> keyed = records.keyBy(key, KeyHashTypeInfo.INSTANCE);
        if (!config.ordering().waits()) {
            return keyed;
        }
        String id = OperatorIds.putInOrder(target);
        return DataStreamUtils.reinterpretAsKeyedStream(
                keyed.process(order, type).uid(id).name(id), key, KeyHashTypeInfo.INSTANCE);
    }

    private Duration timeToLive() {
        return config.engine().allowedLateness().plus(config.outageTolerance());
    }
}
