package io.cardwatch.cli.consent;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;

/** Where opt-ins stand. */
interface ConsentStore {
    /** What a subject said so far, the topic read to its end. */
    KnownConsents read(String bankId, String subjectRef) throws CommandFailure;

    /**
     * Writes it; returns once the brokers have stored it.
     *
     * @param known what was read before: a key stays in the partition that it is in
     */
    void write(Consent consent, KnownConsents known) throws CommandFailure;

    /** Writes the tombstone by which jobs forget the key: versions start anew behind it. */
    void erase(ConsentKey key, String erasureId, KnownConsents known) throws CommandFailure;

    /** Opens a store. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens the store that the options name.
         *
         * @throws CommandFailure where it cannot be reached, or the topic is not there
         */
        ConsentStore open(ConsentTopicOptions options) throws CommandFailure;
    }
}
