package io.cardwatch.cli.delivery;

import io.cardwatch.cli.delivery.Arrival.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Alerts without end, every other one to a few cardholders with a webhook and the rest by SMS, each
 * to somebody new so that the number tells which alert arrived; and what the hub got of them.
 */
final class AlertPopulation {
    private static final int DEVICES = 200;

    /** Opt-ins are written so many alerts ahead. */
    private static final int AHEAD = 2_000;

    private final DeliveryFeed feed;
    private final Map<String, Long> webhooks = new ConcurrentHashMap<>();
    private final Map<String, Long> texts = new ConcurrentHashMap<>();
    private final Map<String, String> alertOfNumber = new ConcurrentHashMap<>();
    private final Map<String, List<Arrival>> arrivals = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    AlertPopulation(TestingDelivery delivery) {
        feed = delivery.feed();
        delivery.hub().listen(this::arrived);
        for (int i = 0; i < DEVICES; i++) {
            feed.grant("owner-" + i, TestingDelivery.PUSH, "device of " + i);
        }
        for (int i = 0; i < AHEAD; i++) {
            grantText(i);
        }
        feed.flush();
    }

    private void grantText(long alert) {
        feed.grant("reader-" + alert, TestingDelivery.SMS, number(alert));
    }

    private static String number(long alert) {
        return "+1555%07d".formatted(alert);
    }

    /** The next alert; the argument of a {@link SteadyStream} is of no interest. */
    void alert(long ignored) {
        long number = next.getAndIncrement();
        boolean text = number % 2 == 1;
        String eventId = "e-" + number;
        String alertId = DeliveryFeed.alertId(eventId);
        if (text) {
            grantText(number + AHEAD);
            alertOfNumber.put(number(number), alertId);
            texts.put(alertId, System.nanoTime());
            feed.alert(eventId, "reader-" + number, TestingDelivery.SMS);
        } else {
            webhooks.put(alertId, System.nanoTime());
            feed.alert(eventId, "owner-" + number / 2 % DEVICES, TestingDelivery.PUSH);
        }
    }

    private void arrived(Arrival arrival) {
        List<String> alertIds =
                arrival.form() == Form.WEBHOOK
                        ? arrival.alertIds()
                        : List.of(
                                alertOfNumber.getOrDefault(
                                        arrival.key(), "nobody's: " + arrival.key()));
        for (String alertId : alertIds) {
            arrivals.computeIfAbsent(alertId, id -> Collections.synchronizedList(new ArrayList<>()))
                    .add(arrival);
        }
    }

    /** The alerts written for that form so far. */
    Collection<String> written(Form form) {
        return List.copyOf(times(form).keySet());
    }

    private Map<String, Long> times(Form form) {
        return form == Form.WEBHOOK ? webhooks : texts;
    }

    /** The requests that named an alert, in their order. */
    List<Arrival> arrivalsOf(String alertId) {
        List<Arrival> found = arrivals.getOrDefault(alertId, List.of());
        synchronized (found) {
            return List.copyOf(found);
        }
    }

    /** Alerts that the hub got and nobody wrote. */
    Set<String> foreign() {
        Set<String> foreign = new TreeSet<>(arrivals.keySet());
        foreign.removeAll(webhooks.keySet());
        foreign.removeAll(texts.keySet());
        return foreign;
    }

    /** The alerts of a form of which no request was treated so. */
    Set<String> without(Form form, Predicate<Treatment> treatment) {
        Set<String> missing = new TreeSet<>();
        for (String alertId : written(form)) {
            if (arrivalsOf(alertId).stream()
                    .noneMatch(arrival -> treatment.test(arrival.treatment()))) {
                missing.add(alertId);
            }
        }
        return missing;
    }

    /** From the writing of each alert of a form in a span of time to its first arrival. */
    Latencies firstArrivals(Form form, long fromNanos, long untilNanos) {
        Latencies latencies = new Latencies();
        times(form)
                .forEach(
                        (alertId, written) -> {
                            List<Arrival> of = arrivalsOf(alertId);
                            if (!of.isEmpty() && written >= fromNanos && written < untilNanos) {
                                latencies.add(of.get(0).nanoTime() - written);
                            }
                        });
        return latencies;
    }
}
