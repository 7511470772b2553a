package io.cardwatch.channel.smpp;

import io.cardwatch.channel.SendOutcome;

/** There is no session to send through; it carries no words of the message centre's. */
final class SmppFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SendOutcome outcome;

    /**
     * A failure.
     *
     * @param outcome what becomes of the messages that wait for the session; nothing of them was
     *     sent
     */
    SmppFailure(SendOutcome outcome) {
        super(outcome.code());
        this.outcome = outcome;
    }

    SendOutcome outcome() {
        return outcome;
    }
}
