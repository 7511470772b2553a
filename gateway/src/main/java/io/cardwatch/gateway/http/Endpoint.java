package io.cardwatch.gateway.http;

import java.util.concurrent.CompletionStage;

/** What answers the requests of one path. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Starts answering; the stage ends once everything that the request brought is written.
     *
     * @throws RefusedException where the request is turned away; the stage may fail with it too
     */
    CompletionStage<WebAnswer> answer(WebRequest request);

    /** Whether it can be asked before the topics have been read. */
    default boolean isAlwaysReady(WebRequest request) {
        return false;
    }
}
