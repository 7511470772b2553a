package io.cardwatch.channel;

import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import java.util.concurrent.CompletionStage;

/**
 * A way to reach users. One instance serves one thread of calls; it is made where it is used and
 * never serialized.
 *
 * <p>What every channel keeps to:
 *
 * <ul>
 *   <li>{@link SendPermit#claim()} is its first act, on the caller's thread; where it answers
 *       false, nothing is sent and the outcome is {@code RETRY}. What cannot be sent for a reason
 *       that is known beforehand, such as a secret that is not there, is {@code CHANNEL_DOWN}.
 *   <li>It makes one attempt per call. Retries are the caller's, each with a permit of its own. It
 *       follows no redirects.
 *   <li>It does not block the caller's thread on the network.
 *   <li>The stage always completes normally, within the channel's time-out; failures are outcomes.
 *       {@code RETRY} and {@code RETRY_LATER} are for what was surely not sent: the connection was
 *       never made, or the provider's answer says so. After a time-out or a connection that broke
 *       once the request was on its way, the outcome is {@code UNKNOWN}.
 *   <li>It writes neither address nor text nor secret anywhere but to its provider: not to logs,
 *       not into an exception, not into the outcome's code.
 * </ul>
 */
public interface MessageChannel extends AutoCloseable {
    /** The name that consents use, for example {@code sms}. */
    String name();

    /**
     * Whether the provider recognises a repeated message by its key, so that an attempt whose
     * outcome is unknown may be made again. Such a channel gets each alert in a message of its own.
     */
    boolean idempotent();

    /**
     * How many attempts this instance can have under way; it is not asked for more. Attempts beyond
     * its own room would have to queue, where a withdrawal could pass them.
     */
    default int mostInFlight() {
        return Integer.MAX_VALUE;
    }

    /** Starts one attempt. */
    CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message);

    /** Lets go of threads and connections; what is under way may end as {@code UNKNOWN}. */
    @Override
    default void close() {}
}
