package io.cardwatch.consent;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job keeps of a consent in the state of its cardholder: enough to decide, and no more than
 * that job needs. It never names the cardholder; the state's key stands for them.
 */
public interface StoredConsent {
    String bankId();

    String purpose();

    String channel();

    ConsentStatus status();

    long version();

    DetailLevel detail();

    Severity minSeverity();

    @Nullable Instant grantedAt();

    @Nullable Instant expiresAt();

    /** Whether an erasure of that time covers it: all but what was granted later. */
    default boolean isCoveredBy(Instant erasedAt) {
        Instant granted = grantedAt();
        return granted == null || !granted.isAfter(erasedAt);
    }
}
