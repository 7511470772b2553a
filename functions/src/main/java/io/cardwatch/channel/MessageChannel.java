package io.cardwatch.channel;

import io.cardwatch.consent.SendPermit;
import java.util.concurrent.CompletionStage;

/**
 * A way to reach users. One instance serves one thread of calls; it is made where it is used and
 * never serialized.
 *
 * <p>What every channel keeps to:
 *
 * <ul>
 *   <li>{@link SendPermit#claim()} is its first act, on the caller's thread; where it answers
 *       false, nothing is sent and the outcome is {@code RETRY}.
 *   <li>It makes one attempt per call. Retries are the caller's, each with a permit of its own.
 *   <li>It does not block the caller's thread on the network.
 *   <li>The stage always completes normally; failures are outcomes. After a time-out the outcome is
 *       {@code UNKNOWN}, never {@code RETRY}.
 *   <li>It writes neither address nor text anywhere but to its provider.
 * </ul>
 */
public interface MessageChannel {
    /** The name that consents use, for example {@code sms}. */
    String name();

    /**
     * Whether the provider recognises a repeated message by its key, so that an attempt whose
     * outcome is unknown may be made again.
     */
    boolean idempotent();

    /** Starts one attempt. */
    CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message);
}
