package io.cardwatch.cli.explain;

import io.cardwatch.alert.AlertId;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.FileProgress;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.cli.replay.LabelledEvent;
import io.cardwatch.cli.replay.RefusedRows;
import io.cardwatch.cli.replay.Replay;
import io.cardwatch.cli.replay.ReplaySource;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Alerting;
import io.cardwatch.text.EditDistance;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replays events up to the one that is asked for. */
final class EventFinder {
    private static final int NEAR_NAMES = 3;

    private final String id;
    private final boolean alert;

    /** By their distances, the ids that a slip of the hand turns into the one asked for. */
    private final TreeMap<Integer, String> near = new TreeMap<>();

    private @Nullable String otherKind;
    private Instant begin = Instant.MAX;
    private long events;

    /**
     * Looks for an event.
     *
     * @param alert whether the id is that of the alert which the event made, or would make
     */
    EventFinder(String id, boolean alert) {
        this.id = id.strip();
        this.alert = alert;
    }

    /**
     * The explanation of the first event of that id.
     *
     * @throws CommandFailure where there is none
     */
    Explanation find(
            ReplaySource source, Replay replay, Alerting alerting, @Nullable FileProgress progress)
            throws CommandFailure, IOException {
        EarlierAlerts earlier = new EarlierAlerts(alerting);
        for (LabelledEvent next = source.next(); next != null; next = source.next()) {
            JudgedEvent judged = replay.judge(next);
            CardEvent event = judged.event();
            begin = event.eventTime().isBefore(begin) ? event.eventTime() : begin;
            events++;
            if (isWanted(event)) {
                return new Explainer(judged, replay.settings()).explain(earlier, begin);
            }
            if (judged.alert() != null) {
                earlier.add(judged.alert(), event.eventId());
            }
            if (progress != null) {
                progress.at(source.bytesRead(), events);
            }
        }
        throw unknown(source.refused());
    }

    private boolean isWanted(CardEvent event) {
        String eventId = event.eventId();
        boolean byEvent = eventId.equals(id);
        boolean byAlert = isAlertId() && alertId(event).equals(id.toLowerCase(Locale.ROOT));
        if (alert ? byAlert : byEvent) {
            return true;
        }
        if (byEvent || byAlert) {
            otherKind = eventId;
        }
        if (!alert && Math.abs(eventId.length() - id.length()) <= slips()) {
            int distance = EditDistance.between(eventId, id);
            if (distance <= slips()) {
                near.putIfAbsent(distance, eventId);
            }
        }
        return false;
    }

    private int slips() {
        return Math.min(2, Math.max(1, id.length() / 4));
    }

    private static String alertId(CardEvent event) {
        return AlertId.of(event.bankId(), event.eventId());
    }

    /** Hashing every event costs more than judging it does. */
    private boolean isAlertId() {
        return id.matches("[0-9a-fA-F]{32}");
    }

    private CommandFailure unknown(RefusedRows refused) {
        StringBuilder message = new StringBuilder();
        message.append(alert ? "no event makes the alert '" : "there is no event '").append(id);
        message.append(String.format(Locale.ROOT, "' among %,d events", events));
        if (otherKind != null) {
            message.append(
                    alert
                            ? "; it is the id of an event: --event " + otherKind
                            : "; it is the id of the alert on " + otherKind + ": --alert " + id);
        } else if (alert && !isAlertId()) {
            message.append("; an alert's id is 32 hexadecimal digits");
        } else if (!near.isEmpty()) {
            message.append("; did you mean ");
            message.append(
                    near.values().stream()
                            .limit(NEAR_NAMES)
                            .map(name -> "'" + name + "'")
                            .collect(Collectors.joining(" or ")));
            message.append("?");
        }
        if (refused.total() > 0) {
            message.append(
                    String.format(
                            Locale.ROOT,
                            "%nIt may be one of the %,d rows that were refused: ",
                            refused.total()));
            message.append(
                    refused.all().stream()
                            .sorted(Comparator.comparingLong(RefusedRows.Refused::rows).reversed())
                            .map(EventFinder::describe)
                            .collect(Collectors.joining("; ")));
        }
        return CommandFailure.usage(message.toString());
    }

    private static String describe(RefusedRows.Refused refused) {
        List<String> first = refused.first();
        boolean more = refused.rows() > first.size();
        return refused.rows()
                + " "
                + refused.reason()
                + " ("
                + String.join(", ", first)
                + (more ? ", …)" : ")");
    }
}
