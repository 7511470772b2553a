package io.cardwatch.window;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The semantics of every aggregate by definition: keeps all events and computes each anew. */
final class BruteForce {
    private final CompiledRules rules;
    private final WindowBounds bounds;
    private final List<CardEvent> admitted = new ArrayList<>();

    BruteForce(CompiledRules rules, WindowBounds bounds) {
        this.rules = rules;
        this.bounds = bounds;
    }

    double[] take(CardEvent event) {
        long highWater =
                admitted.stream().mapToLong(BruteForce::time).max().orElse(Long.MIN_VALUE / 2);
        boolean late = highWater - time(event) > bounds.disorder();
        long end = late ? time(event) : Math.max(highWater, time(event));
        List<Feature> features = rules.ruleSet().features();
        double[] values = new double[features.size()];
        for (int slot = 0; slot < values.length; slot++) {
            EventPredicate where = rules.where(slot);
            Predicate<CardEvent> counts = where == null ? any -> true : where::test;
            values[slot] = value(features.get(slot), counts, event, end);
        }
        admitted.add(event);
        return values;
    }

    private double value(Feature feature, Predicate<CardEvent> counts, CardEvent event, long end) {
        long from = end - feature.over().toMillis();
        List<CardEvent> window = new ArrayList<>(admitted);
        if (!feature.excludingCurrent()) {
            window.add(event);
        }
        window.removeIf(one -> !counts.test(one) || time(one) <= from || time(one) > end);
        List<CardEvent> amounts =
                window.stream()
                        .filter(one -> one.baseAmountMinor() != CardEvent.NO_AMOUNT)
                        .toList();
        long sum = amounts.stream().mapToLong(CardEvent::baseAmountMinor).sum();
        return switch (feature.aggregate()) {
            case COUNT -> window.size();
            case SUM -> sum / 100.0;
            case MEAN -> amounts.isEmpty() ? Double.NaN : sum / 100.0 / amounts.size();
            case DISTINCT ->
                    window.stream()
                            .map(CardEvent::merchantCountry)
                            .filter(Objects::nonNull)
                            .distinct()
                            .count();
            case FIRST_SEEN -> firstSeen(counts, event, from);
            case ELAPSED -> {
                CardEvent last = newest(counts, from, end);
                yield last == null ? Double.NaN : Math.max(0, time(event) - time(last)) / 1_000.0;
            }
            case SPEED -> {
                CardEvent last = newest(counts.and(BruteForce::isLocated), from, end);
                boolean comparable = last != null && counts.test(event) && isLocated(event);
                yield comparable ? speed(last, event) : Double.NaN;
            }
        };
    }

    private double firstSeen(Predicate<CardEvent> counts, CardEvent event, long from) {
        if (event.merchantCountry() == null) {
            return Double.NaN;
        }
        boolean seen =
                admitted.stream()
                        .filter(counts)
                        .filter(one -> time(one) > from)
                        .anyMatch(one -> event.merchantCountry().equals(one.merchantCountry()));
        return seen ? 0.0 : 1.0;
    }

    /** The newest event that counts, where it is in the window; of equals the last to arrive. */
    private CardEvent newest(Predicate<CardEvent> counts, long from, long end) {
        CardEvent newest = null;
        for (CardEvent one : admitted) {
            if (counts.test(one) && (newest == null || time(one) >= time(newest))) {
                newest = one;
            }
        }
        boolean within = newest != null && time(newest) > from && time(newest) <= end;
        return within ? newest : null;
    }

    private static double speed(CardEvent from, CardEvent to) {
        double lat1 = Math.toRadians(from.latitude());
        double lat2 = Math.toRadians(to.latitude());
        double dLon = Math.toRadians(to.longitude() - from.longitude());
        double cos =
                Math.sin(lat1) * Math.sin(lat2) + Math.cos(lat1) * Math.cos(lat2) * Math.cos(dLon);
        double kilometres = 6_371.0088 * Math.acos(Math.min(1.0, cos));
        double hours = Math.max(1_000, Math.abs(time(to) - time(from))) / 3_600_000.0;
        return kilometres / hours;
    }

    static boolean isLocated(CardEvent event) {
        return event.latitude() != null;
    }

    static long time(CardEvent event) {
        return event.eventTime().toEpochMilli();
    }

    /** The newest time it has shown. */
    long highWater() {
        return admitted.stream()
                .max(Comparator.comparing(CardEvent::eventTime))
                .map(BruteForce::time)
                .orElse(Long.MIN_VALUE / 2);
    }
}
