package io.cardwatch.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Writes a run's numbers for a program: the same numbers that the summary shows. */
final class DemoReportJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private DemoReportJson() {}

    static void write(DemoReport report, Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(json(report)));
    }

    static ObjectNode json(DemoReport report) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode events = root.putObject("events");
        events.put("rows", report.rows());
        numbers(events.putObject("refusedRows"), report.refusedRows());
        events.put("sent", report.accounting().sent());
        events.put("in", report.counters().total(Accounting.EVENTS_IN));
        numbers(events.putObject("rejected"), report.counters().by(Accounting.REJECTED, "reason"));
        events.put("late", report.counters().total(Accounting.LATE));
        events.put("duplicates", report.counters().total(Accounting.DUPLICATE));
        events.put("notScored", report.counters().total(Accounting.NOT_SCORED));
        events.put("reversed", report.counters().total(Accounting.REVERSED));
        events.put("reversalsUnmatched", report.counters().total(Accounting.UNMATCHED));
        events.put("scored", report.counters().total(Accounting.SCORED));
        ObjectNode labels = root.putObject("labels");
        labels.put("sent", report.accounting().labelsSent());
        labels.put("in", report.counters().total(Accounting.LABELS_IN));
        numbers(
                labels.putObject("rejected"),
                report.counters().by(Accounting.LABELS_REJECTED, "reason"));
        numbers(root.putObject("findings"), report.counters().by("findings", "rule"));
        numbers(root.putObject("findingsPaused"), report.counters().by("findings_paused", "rule"));
        numbers(
                root.putObject("rulesNotApplicable"),
                report.counters().by("rules_not_applicable", "rule"));
        ObjectNode alerts = root.putObject("alerts");
        alerts.put("candidates", report.counters().total(Accounting.CANDIDATES));
        numbers(
                alerts.putObject("suppressed"),
                report.counters().by(Accounting.SUPPRESSED, "reason"));
        alerts.put("alerts", report.counters().total(Accounting.ALERTS));
        alerts.put("messages", report.messages());
        deliveries(root.putObject("deliveries"), report);
        ObjectNode consents = root.putObject("consents");
        consents.put("of", report.consents().name().toLowerCase(Locale.ROOT));
        consents.put("records", report.consentRecords());
        ObjectNode speed = root.putObject("speed");
        speed.put("eventsPerSecond", report.eventsPerSecond());
        speed.put("alertsMeasured", report.latency().alerts());
        speed.put("eventToAlertP50Millis", report.latency().p50Millis());
        speed.put("eventToAlertP99Millis", report.latency().p99Millis());
        speed.put("feedingMillis", report.feeding().toMillis());
        speed.put("wallMillis", report.wall().toMillis());
        equations(root.putArray("equations"), report);
        return root;
    }

    private static void deliveries(ObjectNode node, DemoReport report) {
        for (String channel : report.counters().by("deliveries", "channel").keySet()) {
            numbers(
                    node.putObject(channel),
                    report.counters().where("channel", channel).by("deliveries", "outcome"));
        }
    }

    private static void equations(ArrayNode node, DemoReport report) {
        for (Equation equation : report.equations()) {
            node.addObject()
                    .put("left", equation.left())
                    .put("leftValue", equation.leftValue())
                    .put("right", equation.right())
                    .put("rightValue", equation.rightValue())
                    .put("holds", equation.holds());
        }
    }

    private static void numbers(ObjectNode node, Map<String, Long> numbers) {
        numbers.forEach(node::put);
    }
}
