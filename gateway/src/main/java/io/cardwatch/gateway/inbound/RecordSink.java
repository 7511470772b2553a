package io.cardwatch.gateway.inbound;

import java.util.concurrent.CompletionStage;

/** Where records are written. */
@FunctionalInterface
public interface RecordSink {
    /** Starts writing; the stage ends once the record is acknowledged. */
    CompletionStage<Void> write(String topic, String key, byte[] value);
}
