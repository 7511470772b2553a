package io.cardwatch.audit;

import io.cardwatch.alert.AlertId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decisions to test with. */
public final class TestingDecisions {
    public static final Instant AT = Instant.parse("2026-03-01T22:05:01Z");

    private TestingDecisions() {}

    /** The first attempt at that alert, one of as many as there are numbers. */
    public static Decision accepted(int alert) {
        return decision(alert, Decision.What.ATTEMPT, "accepted", "sms", 3L, 1, null);
    }

    public static Decision decision(
            int alert,
            Decision.What what,
            String outcome,
            @Nullable String channel,
            @Nullable Long consentVersion,
            @Nullable Integer attempt,
            @Nullable String reason) {
        return Decision.of(
                "northbank",
                AlertId.of("northbank", "event-" + alert),
                "2026-03-01.1",
                what,
                outcome,
                channel,
                consentVersion,
                attempt,
                reason,
                AT.plusMillis(alert));
    }
}
