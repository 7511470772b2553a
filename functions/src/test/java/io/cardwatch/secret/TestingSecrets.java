package io.cardwatch.secret;

import com.google.common.base.Ticker;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Secrets in files whose freshness a test decides. */
public final class TestingSecrets {
    private TestingSecrets() {}

    /** A secret whose clock stands still, until {@link #later} moves it. */
    public static Secret inFile(Path file, AtomicLong nanos) {
        return new Secret(
                SecretReference.file(file),
                new Ticker() {
                    @Override
                    public long read() {
                        return nanos.get();
                    }
                });
    }

    /** Lets so much time pass that a changed file is seen. */
    public static void later(AtomicLong nanos) {
        nanos.addAndGet(Secret.FRESHNESS.toNanos() + 1);
    }
}
