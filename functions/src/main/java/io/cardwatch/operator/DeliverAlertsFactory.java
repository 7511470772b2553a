package io.cardwatch.operator;

import io.cardwatch.channel.Receipt;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/**
 * Makes {@link DeliverAlerts} with the task's mailbox, which is the only reason why this is a
 * factory.
 */
public final class DeliverAlertsFactory extends AbstractStreamOperatorFactory<Receipt>
        implements TwoInputStreamOperatorFactory<KeyedAlert, ConsentUpdate, Receipt> {
    private final DeliverySettings settings;

    public DeliverAlertsFactory(DeliverySettings settings) {
        this.settings = settings;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature.
    public <T extends StreamOperator<Receipt>> T createStreamOperator(
            StreamOperatorParameters<Receipt> parameters) {
        return (T) new DeliverAlerts(parameters, settings);
    }

    @Override
    public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader classLoader) {
        return DeliverAlerts.class;
    }

    /**
     * What the operator is told.
     *
     * @param channels makes the channels
     * @param secret what waiting alerts are sealed with
     * @param eventClock whether "now" is the alert's event time
     * @param maxWaiting how many alerts a subtask holds until the consents are loaded
     * @param alertMemory how long an alert's id is remembered
     */
    public record DeliverySettings(
            ChannelSetup channels,
            SecretReference secret,
            boolean eventClock,
            int maxWaiting,
            Duration alertMemory)
            implements java.io.Serializable {}
}
