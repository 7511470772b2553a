package io.cardwatch.operator;

import io.cardwatch.audit.Decision;
import io.cardwatch.channel.Receipt;
import io.cardwatch.consent.Consent;
import io.cardwatch.engine.KeyHash;
import org.apache.flink.util.function.ThrowingRunnable;

/** What {@link Dispatcher} needs of the operator that it works in. */
interface DeliveryHost {
    /** The machine's clock, in milliseconds since 1970. */
    long now();

    /** From now on, state is that of this cardholder. */
    void turnTo(KeyHash subject);

    /** Has this done soon on the operator's own thread; may be called on any thread. */
    void soon(ThrowingRunnable<Exception> action);

    /** Looks at the current cardholder again at that time. */
    void lookAgainAt(long time);

    /** Looks at the queues of all channels again at that time. */
    void drainAt(long time);

    /** An attempt of this cardholder on that channel is over: see what is next for both. */
    void landed(KeyHash subject, ChannelLane lane) throws Exception;

    void emit(Receipt receipt);

    void emit(Consent ended);

    void emit(Decision decision);
}
