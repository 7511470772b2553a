package io.cardwatch.cli.explain;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.Finding;
import io.cardwatch.cli.explain.Explanation.EarlierAlert;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Alerting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alerts of each cardholder that a later event may be held back by: those within a day or a
 * cooldown of the newest.
 */
final class EarlierAlerts {
    private static final Duration DAY = Duration.ofDays(1);

    private final Duration keep;
    private final Duration cooldown;
    private final Map<Subject, List<Made>> made = new HashMap<>();

    private record Subject(String bankId, String subjectRef) {}

    private record Made(String cardRef, EarlierAlert alert) {}

    EarlierAlerts(Alerting alerting) {
        cooldown = alerting.cooldown();
        keep = cooldown.compareTo(DAY) > 0 ? cooldown : DAY;
    }

    /** Takes an alert in. */
    void add(Alert alert, String eventId) {
        List<Made> alerts =
                made.computeIfAbsent(
                        new Subject(alert.bankId(), alert.subjectRef()),
                        first -> new ArrayList<>());
        Instant oldest = alert.eventTime().minus(keep);
        alerts.removeIf(each -> each.alert().at().isBefore(oldest));
        List<String> rules = speaking(alert.findings());
        alerts.add(
                new Made(
                        alert.cardRef(),
                        new EarlierAlert(alert.alertId(), eventId, alert.eventTime(), rules)));
    }

    /** The rules that speak for an alert: only they cool. */
    private static List<String> speaking(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.score() > 0)
                .map(Finding::ruleId)
                .toList();
    }

    /** The newest alerts on the event's card that its rules cool from. */
    List<EarlierAlert> cooling(CardEvent event, List<Finding> findings) {
        Set<String> left = new HashSet<>(speaking(findings));
        List<EarlierAlert> cooling = new ArrayList<>();
        List<Made> alerts = of(event);
        for (int i = alerts.size() - 1; i >= 0 && !left.isEmpty(); i--) {
            Made each = alerts.get(i);
            boolean lasts = each.alert().at().plus(cooldown).isAfter(event.eventTime());
            if (lasts
                    && each.cardRef().equals(event.cardRef())
                    && left.removeAll(each.alert().rules())) {
                cooling.add(each.alert());
            }
        }
        return cooling;
    }

    /** The alerts of the cardholder that the budget of the event's day went to. */
    List<EarlierAlert> ofDay(CardEvent event) {
        Instant day =
                event.eventTime()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        return of(event).stream()
                .map(Made::alert)
                .filter(alert -> !alert.at().isBefore(day))
                .toList();
    }

    private List<Made> of(CardEvent event) {
        return made.getOrDefault(new Subject(event.bankId(), event.subjectOrCard()), List.of());
    }
}
