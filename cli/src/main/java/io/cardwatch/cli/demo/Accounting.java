package io.cardwatch.cli.demo;

import io.cardwatch.cli.local.Counters;
import java.util.List;

/**
 * The equations that make a run complete: no event, candidate or alert is unaccounted for.
 *
 * @param counters what the jobs counted
 * @param sent events that the broker acknowledged
 * @param labelsSent labels that were sent, with those that answers led to
 * @param alertsRead different alerts read from the alerts topic
 * @param channels the channels that these alerts name, summed, and one for each answer, which is
 *     followed by one more message
 * @param receipts attempts of which a receipt was read from the receipts topic
 */
record Accounting(
        Counters counters,
        long sent,
        long labelsSent,
        long alertsRead,
        long channels,
        long receipts) {
    static final String EVENTS_IN = "events_in";
    static final String REJECTED = "events_rejected";
    static final String LATE = "events_late";
    static final String DUPLICATE = "events_duplicate";
    static final String NOT_SCORED = "events_not_scored";
    static final String REVERSED = "events_reversed";
    static final String UNMATCHED = "reversals_unmatched";
    static final String SCORED = "events_scored";
    static final String LABELS_IN = "labels_in";
    static final String LABELS_REJECTED = "labels_rejected";
    static final String CANDIDATES = "alert_candidates";
    static final String ALERTS = "alerts";
    static final String SUPPRESSED = "alerts_suppressed";
    static final String BELOW_THRESHOLD = "events_below_threshold";
    static final String DELIVERIES = "deliveries";
    static final String REFUSED = "deliveries_refused";

    /** How many events have met their end: rejected, dropped, passed over or scored. */
    static long accounted(Counters counters) {
        return counters.total(REJECTED)
                + counters.total(LATE)
                + counters.total(DUPLICATE)
                + counters.total(NOT_SCORED)
                + counters.total(REVERSED)
                + counters.total(UNMATCHED)
                + counters.total(SCORED);
    }

    /** How many labels have been taken in or rejected. */
    static long labels(Counters counters) {
        return counters.total(LABELS_IN) + counters.total(LABELS_REJECTED);
    }

    List<Equation> equations() {
        long alerts = counters.total(ALERTS);
        return List.of(
                new Equation("events in", counters.total(EVENTS_IN), "events sent", sent),
                new Equation(
                        "rejected + late + duplicates + not scored + reversals + scored",
                        accounted(counters),
                        "events in",
                        counters.total(EVENTS_IN)),
                new Equation("labels in + rejected", labels(counters), "labels sent", labelsSent),
                new Equation(
                        "alerts + suppressed",
                        alerts + counters.total(SUPPRESSED),
                        "alert candidates",
                        counters.total(CANDIDATES)),
                new Equation("alerts on the topic", alertsRead, "alerts", alerts),
                new Equation(
                        "sent + refused at delivery",
                        counters.total(DELIVERIES) + counters.total(REFUSED),
                        "channels of the alerts",
                        channels),
                new Equation(
                        "receipts on the topic", receipts, "sent", counters.total(DELIVERIES)));
    }

    boolean isComplete() {
        return equations().stream().allMatch(Equation::holds);
    }

    /** The equations that do not hold, one to a line. */
    String gaps() {
        return String.join(
                System.lineSeparator(),
                equations().stream()
                        .filter(equation -> !equation.holds())
                        .map(equation -> "  " + equation.describe())
                        .toList());
    }
}
