package io.cardwatch.bench;

import io.cardwatch.cli.delivery.Arrival;
import io.cardwatch.cli.delivery.DeliveryFeed;
import io.cardwatch.cli.delivery.Latencies;
import io.cardwatch.cli.delivery.TestingDelivery;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Alerts for many cardholders, written straight to their topic, and their arrival at the hub. */
final class DeliveryLoad {
    private static final int CARDHOLDERS = 10_000;

    private final TestingDelivery delivery;
    private final Map<String, Long> underWay = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong arrived = new AtomicLong();
    private volatile Latencies latencies = new Latencies();
    private long arrivedBefore;
    private long backlogBefore;

    DeliveryLoad(TestingDelivery delivery) {
        this.delivery = delivery;
        for (int i = 0; i < CARDHOLDERS; i++) {
            delivery.feed().grant("customer-" + i, TestingDelivery.PUSH, "device of " + i);
        }
        delivery.feed().flush();
        delivery.hub().listen(this::arrived);
    }

    /** The next alert; which one in its stream it is does not matter. */
    void send(long ignored) {
        long number = next.getAndIncrement();
        String eventId = "load-" + number;
        underWay.put(DeliveryFeed.alertId(eventId), System.nanoTime());
        delivery.feed().alert(eventId, "customer-" + number % CARDHOLDERS, TestingDelivery.PUSH);
    }

    private void arrived(Arrival arrival) {
        for (String alertId : arrival.alertIds()) {
            Long sent = underWay.remove(alertId);
            if (sent != null) {
                arrived.incrementAndGet();
                Latencies current = latencies;
                synchronized (current) {
                    current.add(arrival.nanoTime() - sent);
                }
            }
        }
    }

    /** Alerts that were written and have not reached the hub. */
    long backlog() {
        return underWay.size();
    }

    void startTurn() {
        arrivedBefore = arrived.get();
        backlogBefore = backlog();
        latencies = new Latencies();
    }

    /** What came of the turn, told the moment that it ends. */
    String endTurn(double seconds) {
        Latencies current = latencies;
        synchronized (current) {
            return String.format(
                    Locale.ROOT,
                    "%.0f sends/s; from the alert's writing to the hub: %s; backlog %d before, %d after",
                    (arrived.get() - arrivedBefore) / seconds,
                    current,
                    backlogBefore,
                    backlog());
        }
    }
}
