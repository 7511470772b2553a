package io.cardwatch.sample;

import java.io.IOException;

/** Takes what the generator makes: consents first, then records in the order of their arrival. */
public interface SampleSink {
    void consent(SampleConsent consent) throws IOException;

    /** Follows the first record of the event that it is about, long before it is known. */
    void label(SampleLabel label) throws IOException;

    void record(FeedRecord record) throws IOException;
}
