package io.cardwatch.cli.demo;

import java.io.IOException;
import java.util.Map;

/** Whom a run's messages are shown to, and what may come back from there. */
interface Audience extends AutoCloseable {
    /** Takes in what has arrived meanwhile. */
    void look() throws IOException;

    /** Messages that have arrived. */
    long messages();

    /** Alerts that were answered: each leads to a label, and to one more message. */
    default long answers() {
        return 0;
    }

    /** Consents that were withdrawn where the messages arrive. */
    default long withdrawals() {
        return 0;
    }

    /** Topics that it wants to be told of, with who takes their records. */
    default Map<String, TopicTail.Taker> topics() {
        return Map.of();
    }

    /** Says how far the run is. */
    default void stage(String text) {}

    @Override
    void close() throws IOException;
}
