package io.cardwatch.cli.compare;

import io.cardwatch.cli.compare.Comparison.AlertChange;
import io.cardwatch.cli.compare.Comparison.Alerts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Counts alerts of one kind, and keeps the most important ones. */
final class AlertGroup {
    private static final Comparator<AlertChange> IMPORTANCE =
            Comparator.comparing((AlertChange change) -> Boolean.TRUE.equals(change.fraud()))
                    .thenComparingDouble(change -> Math.max(change.oldScore(), change.newScore()))
                    .thenComparingLong(AlertChange::amountMinor)
                    .thenComparing(AlertChange::alertId, Comparator.reverseOrder());

    private final int most;
    private final PriorityQueue<AlertChange> top = new PriorityQueue<>(IMPORTANCE);
    private long count;
    private long fraud;
    private long notFraud;

    AlertGroup(int most) {
        this.most = most;
    }

    void add(AlertChange change) {
        count++;
        if (Boolean.TRUE.equals(change.fraud())) {
            fraud++;
        } else if (change.fraud() != null) {
            notFraud++;
        }
        top.add(change);
        if (top.size() > most) {
            top.remove();
        }
    }

    Alerts alerts() {
        List<AlertChange> sorted = new ArrayList<>(top);
        sorted.sort(IMPORTANCE.reversed());
        return new Alerts(count, fraud, notFraud, count - fraud - notFraud, sorted);
    }
}
