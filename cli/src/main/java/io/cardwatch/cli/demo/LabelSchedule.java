package io.cardwatch.cli.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Labels as a bank would send them: each midnight (UTC) those that became known since the last one,
 * each handed out once.
 */
final class LabelSchedule {
    private final List<TimedLabel> labels;
    private int next;

    LabelSchedule(List<TimedLabel> labels) {
        this.labels = new ArrayList<>(labels);
        this.labels.sort(Comparator.comparing(TimedLabel::knownAt));
    }

    /** Those known before the last midnight that were not handed out yet. */
    List<TimedLabel> dueBy(Instant time) {
        Instant midnight = time.truncatedTo(ChronoUnit.DAYS);
        int from = next;
        while (next < labels.size() && labels.get(next).knownAt().isBefore(midnight)) {
            next++;
        }
        return List.copyOf(labels.subList(from, next));
    }
}
