package io.cardwatch.delivery;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/** Where attempts are written down so that they outlive any crash. */
public interface AttemptLog extends AutoCloseable {
    /**
     * Writes a record without blocking. The stage completes, on any thread, when the record can no
     * longer be lost, or fails where that cannot be known. Records of one alert and channel keep
     * their order.
     */
    CompletionStage<Void> write(Attempt attempt);

    @Override
    void close();

    /** Travels with the job and opens the log where it is used. */
    interface Factory extends Serializable {
        /**
         * Opens the log.
         *
         * @param run names the run of the job that writes
         */
        AttemptLog open(String run);
    }
}
