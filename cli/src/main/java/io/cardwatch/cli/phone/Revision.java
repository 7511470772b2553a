package io.cardwatch.cli.phone;

import java.util.concurrent.atomic.AtomicLong;

/** Counts changes, so that a page that is up to date need not be told everything again. */
final class Revision {
    private final AtomicLong revision = new AtomicLong();

    /** Something has changed. */
    void next() {
        revision.incrementAndGet();
    }

    long now() {
        return revision.get();
    }
}
