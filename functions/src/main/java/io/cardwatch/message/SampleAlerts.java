package io.cardwatch.message;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.AlertId;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.reply.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Made-up alerts to look at messages with. */
public final class SampleAlerts {
    private static final Duration APART = Duration.ofMinutes(1);

    private SampleAlerts() {}

    /**
     * Alerts of one card, a minute apart.
     *
     * @param last when the last transaction happened
     * @param details amount and merchant of each, or null for none
     */
    public static List<Alert> of(
            String bankId,
            int count,
            String channel,
            Severity severity,
            Instant last,
            @Nullable AlertDetails details) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = last.minus(APART.multipliedBy(count - 1L - i));
            alerts.add(
                    new Alert(
                            AlertId.of(bankId, "sample-" + i),
                            bankId,
                            "sample-subject",
                            "sample-card",
                            "sample",
                            List.of(new Finding("sample", 1, "", Map.of())),
                            1,
                            severity,
                            at,
                            at,
                            List.of(new AlertChannel(channel, 1, DetailLevel.DETAILED)),
                            details));
        }
        return alerts;
    }

    /** What follows on that answer to the first of such alerts, which names that channel. */
    public static Alert followUp(List<Alert> alerts, String channel, Answer answer) {
        Alert first = alerts.get(0);
        return requireNonNull(first.followUp(answer, channel, first.decidedAt()), channel);
    }
}
