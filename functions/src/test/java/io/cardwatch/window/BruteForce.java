package io.cardwatch.window;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.EventPredicate;
import io.cardwatch.rule.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The semantics of every aggregate by definition: keeps all events and computes each anew. */
final class BruteForce {
    private final WindowBounds bounds;

    /** In the order of their arrival. */
    private final List<CardEvent> admitted = new ArrayList<>();

    private final Set<CardEvent> reversed = new HashSet<>();
    private final Set<CardEvent> frauds = new HashSet<>();

    BruteForce(WindowBounds bounds) {
        this.bounds = bounds;
    }

    double[] take(CardEvent event, CompiledRules rules) {
        boolean late = highWater() - time(event) > bounds.disorder();
        long end = late ? time(event) : Math.max(highWater(), time(event));
        List<Feature> features = rules.ruleSet().features();
        double[] values = new double[features.size()];
        for (int slot = 0; slot < values.length; slot++) {
            int place = slot;
            EventPredicate where = rules.where(slot);
            List<EventPredicate> steps = new ArrayList<>();
            for (int step = 0; step < features.get(slot).steps().size(); step++) {
                steps.add(rules.step(place, step));
            }
            Predicate<CardEvent> counts = where == null ? any -> true : where::test;
            values[slot] = value(features.get(slot), counts, steps, event, end);
        }
        admitted.add(event);
        return values;
    }

    /** Takes the newest to arrive of those of that time and amount back. */
    boolean takeBack(long time, long minor) {
        for (int i = admitted.size() - 1; i >= 0; i--) {
            CardEvent one = admitted.get(i);
            if (time(one) == time && one.baseAmountMinor() == minor && reversed.add(one)) {
                return true;
            }
        }
        return false;
    }

    void learn(CardEvent event, boolean fraud) {
        if (fraud) {
            frauds.add(event);
        } else {
            frauds.remove(event);
        }
    }

    List<CardEvent> admitted() {
        return admitted;
    }

    private double value(
            Feature feature,
            Predicate<CardEvent> where,
            List<EventPredicate> steps,
            CardEvent event,
            long end) {
        for (String field : feature.same()) {
            if (valueOf(field, event) == null) {
                return Double.NaN;
            }
        }
        Predicate<CardEvent> counts =
                where.and(
                        one ->
                                feature.same().stream()
                                        .allMatch(
                                                field ->
                                                        Objects.equals(
                                                                valueOf(field, one),
                                                                valueOf(field, event))));
        long from = end - feature.over().toMillis();
        return switch (feature.aggregate()) {
            case COUNT, SUM, MEAN, STDDEV, MIN, MAX, QUANTILE, DISTINCT ->
                    summary(feature, chosen(feature, counts, event, from, end));
            case LAST -> {
                List<CardEvent> before = before(counts, event, from);
                before.removeIf(one -> valueOf("amount", one) == null);
                yield before.isEmpty() ? Double.NaN : major(before.get(before.size() - 1));
            }
            case SEQUENCE -> completes(counts, steps, event, from) ? 1.0 : 0.0;
            case FRAUD_RATE -> {
                long until = end - feature.delay().toMillis();
                long start = until - feature.over().toMillis();
                List<CardEvent> all = new ArrayList<>(held());
                all.add(event);
                long events = all.stream().filter(one -> isWithin(one, start, until)).count();
                long found = frauds.stream().filter(one -> isWithin(one, start, until)).count();
                yield events == 0 ? Double.NaN : Math.min(1.0, (double) found / events);
            }
            case FIRST_SEEN -> firstSeen(feature.field(), counts, event, from);
            case ELAPSED -> {
                List<CardEvent> all = feature.same().isEmpty() ? admitted : held();
                CardEvent last = newest(all, counts, from, end);
                yield last == null ? Double.NaN : Math.max(0, time(event) - time(last)) / 1_000.0;
            }
            case SPEED -> {
                CardEvent last = newest(admitted, counts.and(BruteForce::isLocated), from, end);
                boolean comparable = last != null && counts.test(event) && isLocated(event);
                yield comparable ? speed(last, event) : Double.NaN;
            }
        };
    }

    /** The entries of the window that count, in the order of time and arrival. */
    private List<CardEvent> chosen(
            Feature feature, Predicate<CardEvent> counts, CardEvent event, long from, long end) {
        List<CardEvent> window = new ArrayList<>(held());
        if (!feature.excludingCurrent()) {
            window.add(event);
        }
        window.removeIf(one -> !counts.test(one) || !isWithin(one, from, end));
        if (feature.field() != null) {
            window.removeIf(one -> valueOf(feature.field(), one) == null);
        }
        window.sort(Comparator.comparing(CardEvent::eventTime));
        boolean bounded = feature.newest() > 0 && window.size() > feature.newest();
        return bounded ? window.subList(window.size() - feature.newest(), window.size()) : window;
    }

    private static double summary(Feature feature, List<CardEvent> window) {
        int size = window.size();
        long[] minor = window.stream().mapToLong(CardEvent::baseAmountMinor).sorted().toArray();
        return switch (feature.aggregate()) {
            case COUNT -> size;
            case SUM -> LongStream.of(minor).sum() / 100.0;
            case MEAN -> size == 0 ? Double.NaN : LongStream.of(minor).sum() / 100.0 / size;
            case STDDEV -> {
                double mean = LongStream.of(minor).average().orElse(Double.NaN);
                double spread =
                        LongStream.of(minor).mapToDouble(one -> Math.pow(one - mean, 2)).sum();
                yield size < 2 ? Double.NaN : Math.sqrt(spread / (size - 1)) / 100.0;
            }
            case MIN -> size == 0 ? Double.NaN : minor[0] / 100.0;
            case MAX -> size == 0 ? Double.NaN : minor[size - 1] / 100.0;
            case QUANTILE -> {
                double rank = feature.quantile() * (size - 1);
                int lower = (int) Math.floor(rank);
                int upper = (int) Math.ceil(rank);
                yield size == 0
                        ? Double.NaN
                        : (minor[lower] + (rank - lower) * (minor[upper] - minor[lower])) / 100.0;
            }
            case DISTINCT ->
                    window.stream().map(one -> valueOf(feature.field(), one)).distinct().count();
            case ELAPSED, FIRST_SEEN, SPEED, LAST, FRAUD_RATE, SEQUENCE ->
                    throw new AssertionError(feature);
        };
    }

    private boolean completes(
            Predicate<CardEvent> counts, List<EventPredicate> steps, CardEvent event, long from) {
        int reached = 0;
        for (CardEvent one : before(counts, event, from)) {
            if (reached < steps.size() - 1 && steps.get(reached).test(one)) {
                reached++;
            }
        }
        return counts.test(event)
                && steps.get(steps.size() - 1).test(event)
                && reached == steps.size() - 1;
    }

    /** What counts before the event, in the order of time and arrival. */
    private List<CardEvent> before(Predicate<CardEvent> counts, CardEvent event, long from) {
        List<CardEvent> before = new ArrayList<>(held());
        before.removeIf(one -> !counts.test(one) || !isWithin(one, from, time(event)));
        before.sort(Comparator.comparing(CardEvent::eventTime));
        return before;
    }

    private double firstSeen(
            String field, Predicate<CardEvent> counts, CardEvent event, long from) {
        Object value = valueOf(field, event);
        boolean seen =
                admitted.stream()
                        .filter(counts)
                        .filter(one -> time(one) > from)
                        .anyMatch(one -> Objects.equals(value, valueOf(field, one)));
        return value == null ? Double.NaN : seen ? 0.0 : 1.0;
    }

    /** The newest event that counts, where it is in the window; of equals the last to arrive. */
    private static CardEvent newest(
            List<CardEvent> all, Predicate<CardEvent> counts, long from, long end) {
        CardEvent newest = null;
        for (CardEvent one : all) {
            if (counts.test(one) && (newest == null || time(one) >= time(newest))) {
                newest = one;
            }
        }
        return newest != null && isWithin(newest, from, end) ? newest : null;
    }

    private List<CardEvent> held() {
        return admitted.stream().filter(one -> !reversed.contains(one)).toList();
    }

    private static boolean isWithin(CardEvent one, long from, long end) {
        return time(one) > from && time(one) <= end;
    }

    private static Object valueOf(String field, CardEvent event) {
        if (field.equals("amount")) {
            long minor = event.baseAmountMinor();
            return minor == CardEvent.NO_AMOUNT ? null : minor;
        }
        return Objects.requireNonNull(EventField.named(field)).text(event);
    }

    private static double major(CardEvent event) {
        return event.baseAmountMinor() / 100.0;
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
        return admitted.stream().mapToLong(BruteForce::time).max().orElse(Long.MIN_VALUE / 2);
    }
}
