package io.cardwatch.operator;

import io.cardwatch.audit.Decision;
import io.cardwatch.channel.Receipt;
import io.cardwatch.consent.Consent;
import io.cardwatch.delivery.AttemptLog;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.secret.SecretReference;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.util.OutputTag;

/**
 * Makes {@link DeliverAlerts} with the task's mailbox, which is the only reason why this is a
 * factory.
 */
public final class DeliverAlertsFactory extends AbstractStreamOperatorFactory<Receipt>
        implements TwoInputStreamOperatorFactory<KeyedAlert, DeliveryUpdate, Receipt> {
    /**
     * Consents that end here: the provider said that the user opted out, or that the address
     * reaches nobody. They go to the consents topic, in the version that they end.
     */
    public static final OutputTag<Consent> ENDED_CONSENTS =
            new OutputTag<>("ended-consents", TypeInformation.of(Consent.class));

    /** What was decided about alerts, for the audit log. */
    public static final OutputTag<Decision> DECISIONS =
            new OutputTag<>("decisions", TypeInformation.of(Decision.class));

    /** That a cardholder was forgotten here. */
    public static final OutputTag<ErasureStatus> ERASED =
            new OutputTag<>("erased", TypeInformation.of(ErasureStatus.class));

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
     * @param channels makes the channels and the messages
     * @param secret what waiting alerts are sealed with
     * @param plan how alerts are delivered
     * @param attempts where attempts are written down
     */
    public record DeliverySettings(
            ChannelSetup channels,
            SecretReference secret,
            DeliveryPlan plan,
            AttemptLog.Factory attempts)
            implements java.io.Serializable {}
}
