package io.cardwatch.cli.audit;

import io.cardwatch.cli.console.CommandFailure;

/** Where audit records are read from. */
interface AuditSource {
    /** Takes the records in their order. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes a record.
         *
         * @param place the offset, or the line
         * @param json what stands there; empty where it is nothing
         */
        void take(long place, byte[] json);
    }

    /** What a place in it is called. */
    String placeName();

    /**
     * Reads all of it.
     *
     * @throws CommandFailure where it cannot be read
     */
    void read(Taker taker) throws CommandFailure;
}
