package io.cardwatch.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Consents in the order of their time, each handed out once, when it is due. */
final class ConsentSchedule {
    private final List<TimedConsent> consents;
    private int next;

    ConsentSchedule(List<TimedConsent> consents) {
        this.consents = new ArrayList<>(consents);
        this.consents.sort(Comparator.comparing(TimedConsent::at));
    }

    /** Those due at that time or before that were not handed out yet. */
    List<TimedConsent> dueBy(Instant time) {
        int from = next;
        while (next < consents.size() && !consents.get(next).at().isAfter(time)) {
            next++;
        }
        return List.copyOf(consents.subList(from, next));
    }

    /** All of them, handed out or not. */
    int size() {
        return consents.size();
    }
}
