package io.cardwatch.alert;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Alerts to test with; every one of them is given details, reasons and features. */
public final class TestingAlerts {
    public static final Instant EVENT_TIME = Instant.parse("2026-03-01T22:05:00Z");
    public static final String ID = AlertId.of("northbank", "event-1");

    private TestingAlerts() {}

    public static AlertChannel minimal(String channel) {
        return new AlertChannel(channel, 3, DetailLevel.MINIMAL);
    }

    public static AlertChannel detailed(String channel) {
        return new AlertChannel(channel, 3, DetailLevel.DETAILED);
    }

    public static Alert alert(AlertChannel... channels) {
        return alert(Severity.HIGH, new AlertDetails(81240, "USD", "Corner Shop"), channels);
    }

    public static Alert alert(Severity severity, AlertDetails details, AlertChannel... channels) {
        return new Alert(
                ID,
                "northbank",
                "subject-1",
                "card-1",
                "2026-03-01.1",
                List.of(
                        new Finding(
                                "velocity-burst",
                                60,
                                "7 payments in 10 minutes, 812.40 in the last hour",
                                Map.of("tx_10m", 7.0, "spend_1h", 812.4, "gone", Double.NaN)),
                        new Finding("new-country", 50, "first payment there", Map.of())),
                110,
                severity,
                EVENT_TIME.plusSeconds(1),
                EVENT_TIME,
                Arrays.asList(channels),
                details);
    }
}
