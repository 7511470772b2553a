package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.Terminal;
import java.util.Locale;
import java.util.Map;

/** Writes a run's numbers for a person: one to a line, with what must add up shown to add up. */
final class DemoSummary {
    private static final int LABEL_WIDTH = 46;
    private static final int NUMBER_WIDTH = 14;

    private final Terminal terminal;
    private final StringBuilder text = new StringBuilder();

    DemoSummary(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(DemoReport report) {
        title("Events");
        events(report);
        if (report.accounting().labelsSent() > 0) {
            title("Labels");
            number(0, "labels sent to Kafka", report.accounting().labelsSent());
            number(1, "in", report.counters().total(Accounting.LABELS_IN));
            number(1, "rejected", report.counters().total(Accounting.LABELS_REJECTED));
            breakdown(report.counters().by(Accounting.LABELS_REJECTED, "reason"), "", 2);
        }
        title("Findings, by rule and mode");
        breakdown(report.counters().by("findings", "rule", "mode"), "none", 1);
        Map<String, Long> paused = report.counters().by("findings_paused", "rule");
        if (!paused.isEmpty()) {
            title("Findings of rules while they were paused for firing too often");
            breakdown(paused, "", 1);
        }
        Map<String, Long> notApplicable = report.counters().by("rules_not_applicable", "rule");
        if (!notApplicable.isEmpty()) {
            title("Rules that lacked a field or a full window (not applicable), events");
            breakdown(notApplicable, "none", 1);
        }
        title("Alerts");
        alerts(report);
        title("Delivered, by channel and outcome");
        breakdown(report.counters().by(Accounting.DELIVERIES, "channel", "outcome"), "none", 1);
        if (report.counters().total(Accounting.REFUSED) > 0) {
            number(0, "refused at delivery", report.counters().total(Accounting.REFUSED));
            breakdown(report.counters().by(Accounting.REFUSED, "channel", "reason"), "", 1);
        }
        title("Speed");
        speed(report);
        title("Does it add up?");
        report.equations().forEach(this::equation);
        explain(report);
        terminal.print(text.toString().stripTrailing());
    }

    private void events(DemoReport report) {
        number(0, "rows in the files", report.rows());
        if (report.refusedTotal() > 0) {
            number(1, "refused by the mapping", report.refusedTotal());
            breakdown(report.refusedRows(), "", 2);
        }
        number(0, "events sent to Kafka", report.accounting().sent());
        number(0, "events in", report.counters().total(Accounting.EVENTS_IN));
        number(1, "rejected", report.counters().total(Accounting.REJECTED));
        breakdown(report.counters().by(Accounting.REJECTED, "bank", "reason"), "", 2);
        number(1, "late", report.counters().total(Accounting.LATE));
        number(1, "duplicates", report.counters().total(Accounting.DUPLICATE));
        number(1, "not scored (refunds)", report.counters().total(Accounting.NOT_SCORED));
        number(
                1,
                "reversals that took their original back",
                report.counters().total(Accounting.REVERSED));
        number(
                1,
                "reversals of nothing that is held",
                report.counters().total(Accounting.UNMATCHED));
        number(1, "scored", report.counters().total(Accounting.SCORED));
    }

    private void alerts(DemoReport report) {
        number(
                0,
                "events with findings below the threshold",
                report.counters().total(Accounting.BELOW_THRESHOLD));
        number(0, "alert candidates", report.counters().total(Accounting.CANDIDATES));
        number(1, "suppressed", report.counters().total(Accounting.SUPPRESSED));
        breakdown(report.counters().by(Accounting.SUPPRESSED, "reason"), "", 2);
        number(1, "alerts", report.counters().total(Accounting.ALERTS));
        number(0, "messages shown to their users", report.messages());
    }

    private void speed(DemoReport report) {
        number(0, "events per second", report.eventsPerSecond());
        if (report.latency().alerts() == 0) {
            line(0, "event to alert", "no alert");
        } else {
            number(0, "event to alert, median, ms", report.latency().p50Millis());
            number(0, "event to alert, 99th percentile, ms", report.latency().p99Millis());
        }
        line(0, "feeding, s", seconds(report.feeding().toMillis()));
        line(0, "start to summary, s", seconds(report.wall().toMillis()));
    }

    private void equation(Equation equation) {
        String mark =
                equation.holds()
                        ? terminal.good(terminal.unicode() ? "✓" : "ok")
                        : terminal.warning(terminal.unicode() ? "✗" : "NO");
        text.append("  ").append(mark).append(' ').append(equation.describe());
        text.append(System.lineSeparator());
    }

    private void explain(DemoReport report) {
        long candidates = report.counters().total(Accounting.CANDIDATES);
        if (candidates == 0) {
            note(
                    "No event reached the rules' threshold. Rules that need fields this data does not"
                            + " have are listed as not applicable; name others with --rules.");
            return;
        }
        switch (report.consents()) {
            case NOBODY -> {
                note(
                        "Nobody has opted in, so no message may be sent: "
                                + count(candidates)
                                + " alert candidates, none delivered.");
                note(
                        "Name a file with --consents FILE; or see the messages of this demo with"
                                + " --consents everyone.");
            }
            case EVERYONE ->
                    note(
                            "--consents everyone: the opt-ins were made up for this demo. Nobody"
                                    + " really gave one.");
            case FILE -> {}
        }
    }

    private void note(String sentence) {
        text.append(System.lineSeparator()).append(terminal.warning(sentence));
    }

    private void title(String title) {
        if (text.length() > 0) {
            text.append(System.lineSeparator());
        }
        text.append(terminal.bold(title)).append(System.lineSeparator());
    }

    private void breakdown(Map<String, Long> numbers, String ifEmpty, int depth) {
        if (numbers.isEmpty() && !ifEmpty.isEmpty()) {
            line(depth, ifEmpty, "");
        }
        numbers.forEach((label, value) -> number(depth, label, value));
    }

    private void number(int depth, String label, long value) {
        line(depth, label, count(value));
    }

    private void line(int depth, String label, String value) {
        String indented = "  ".repeat(depth + 1) + label;
        String row =
                String.format(
                        Locale.ROOT,
                        "%-" + LABEL_WIDTH + "s%" + NUMBER_WIDTH + "s",
                        indented,
                        value);
        text.append(row.stripTrailing()).append(System.lineSeparator());
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
