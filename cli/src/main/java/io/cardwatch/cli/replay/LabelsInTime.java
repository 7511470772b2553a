package io.cardwatch.cli.replay;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Labels as they become known while events go by: those of a file of labels at the time that each
 * says, others a delay after their event. Holds the labels of as many events as come in one delay.
 */
final class LabelsInTime {
    private final List<Label> ofFile;
    private final Duration delay;
    private final PriorityQueue<Label> waiting =
            new PriorityQueue<>(Comparator.comparing(Label::knownAt));
    private int next;

    LabelsInTime(Labels labels, Duration delay) {
        this.ofFile = labels.toLearn();
        this.delay = delay;
    }

    /** When the verdict on an event becomes known. */
    Instant knownAt(CardEvent event, long said) {
        return said == LabelTable.UNSAID
                ? event.eventTime().plus(delay)
                : Instant.ofEpochMilli(said);
    }

    /** Has the verdict on an event wait for its time. */
    void add(CardEvent event, boolean fraud, Instant knownAt) {
        waiting.add(
                new Label(
                        event.bankId(),
                        event.eventId(),
                        event.cardRef(),
                        event.merchantId(),
                        event.terminalId(),
                        event.eventTime(),
                        fraud,
                        knownAt));
    }

    /** Those that became known by then and were not handed out yet. */
    List<Label> dueBy(Instant time) {
        if (!isDue(time)) {
            return List.of();
        }
        List<Label> due = new ArrayList<>();
        while (next < ofFile.size() && !ofFile.get(next).knownAt().isAfter(time)) {
            due.add(ofFile.get(next++));
        }
        while (!waiting.isEmpty() && !requireNonNull(waiting.peek()).knownAt().isAfter(time)) {
            due.add(waiting.remove());
        }
        return due;
    }

    private boolean isDue(Instant time) {
        Label first = waiting.peek();
        return (first != null && !first.knownAt().isAfter(time))
                || (next < ofFile.size() && !ofFile.get(next).knownAt().isAfter(time));
    }
}
