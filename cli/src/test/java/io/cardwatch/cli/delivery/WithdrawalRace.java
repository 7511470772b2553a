package io.cardwatch.cli.delivery;

import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.operator.CardwatchMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One cardholder after the other withdraws while alerts of theirs come thick and fast; as many
 * alerts go to witnesses, who stay.
 */
final class WithdrawalRace {
    /** So many alerts follow a withdrawal that has shown, before the next one's turn. */
    static final int REFUSED_EACH = 10;

    private static final int WITNESSES = 200;
    private static final int WARM_UP = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestingDelivery delivery;
    private final EmbeddedFlink flink;
    private final int cardholders;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Integer> alerts = new ConcurrentHashMap<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final AtomicIntegerArray forbiddenOf;
    private final AtomicLongArray lastArrival;
    private final AtomicLongArray shown;
    private final long[] asked;
    private final long[] acknowledged;

    WithdrawalRace(TestingDelivery delivery, EmbeddedFlink flink, int cardholders) {
        this.delivery = delivery;
        this.flink = flink;
        this.cardholders = cardholders;
        forbiddenOf = new AtomicIntegerArray(cardholders);
        lastArrival = new AtomicLongArray(cardholders);
        shown = new AtomicLongArray(cardholders);
        asked = new long[cardholders];
        acknowledged = new long[cardholders];
        delivery.hub().listen(this::arrived);
    }

    /** Everybody opts in; returns once the job knows. */
    void grantAll() {
        for (int i = 0; i < cardholders; i++) {
            delivery.feed().grant(cardholder(i), TestingDelivery.PUSH, "device of " + i);
        }
        for (int i = 0; i < WITNESSES; i++) {
            delivery.feed().grant(witness(i), TestingDelivery.PUSH, "device of witness " + i);
        }
        delivery.feed().flush();
        Await.until("the grants show", () -> applied() == cardholders + WITNESSES);
    }

    private long applied() {
        return flink.counters().total(CardwatchMetrics.CONSENTS_APPLIED);
    }

    /**
     * Sends to those who stay until a first crowd is through, so that it is not the compiling of
     * the code that is timed.
     */
    void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            alert("warm-" + i, witness(i % WITNESSES));
        }
        delivery.feed().flush();
        Await.until("the warm-up is through", PATIENCE, () -> sent.size() >= WARM_UP);
    }

    /** Every other alert is of the cardholder whose turn it is. */
    void alert(long number) {
        if (number % 2 == 0) {
            alert("w-" + number, witness((int) (number / 2 % WITNESSES)));
            return;
        }
        int cardholder = turn.get();
        String eventId = "a-" + number;
        String alertId = DeliveryFeed.alertId(eventId);
        alerts.put(alertId, cardholder);
        boolean late = shown.get(cardholder) != 0;
        if (late) {
            forbidden.add(alertId);
        }
        alert(eventId, cardholder(cardholder));
        if (late) {
            forbiddenOf.incrementAndGet(cardholder);
        }
    }

    private void alert(String eventId, String subject) {
        delivery.feed().alert(eventId, subject, TestingDelivery.PUSH);
    }

    private void arrived(Arrival arrival) {
        for (String alertId : arrival.alertIds()) {
            sent.add(alertId);
            Integer cardholder = alerts.get(alertId);
            if (cardholder != null) {
                lastArrival.accumulateAndGet(cardholder, arrival.nanoTime(), Math::max);
            }
        }
    }

    /** It is their turn; returns once alerts were written that the job must refuse. */
    void withdraw(int cardholder) throws Exception {
        turn.set(cardholder);
        Await.until("a first message arrives", () -> lastArrival.get(cardholder) != 0);
        asked[cardholder] = System.nanoTime();
        delivery.feed().withdraw(cardholder(cardholder), TestingDelivery.PUSH).get();
        acknowledged[cardholder] = System.nanoTime();
        int consents = cardholders + WITNESSES + cardholder + 1;
        Await.until("the withdrawal shows", () -> applied() == consents);
        shown.set(cardholder, System.nanoTime());
        Await.until("alerts follow it", () -> forbiddenOf.get(cardholder) >= REFUSED_EACH);
    }

    /**
     * An alert for each of many who stay, on every way from the topic to an operator: once all are
     * sent, every alert before them was judged.
     */
    void awaitEarlierAlertsJudged() {
        for (int i = 0; i < WITNESSES; i++) {
            alert("last-" + i, witness(i));
        }
        delivery.feed().flush();
        for (int i = 0; i < WITNESSES; i++) {
            String last = DeliveryFeed.alertId("last-" + i);
            Await.until("the last alerts arrive", () -> sent.contains(last));
        }
    }

    /** The alerts that the hub got. */
    Set<String> sent() {
        return sent;
    }

    /** The alerts that were written after the withdrawal had shown. */
    Set<String> forbidden() {
        return forbidden;
    }

    List<String> report() {
        Latencies fromAsked = new Latencies();
        Latencies fromAcknowledged = new Latencies();
        Latencies toShown = new Latencies();
        Latencies afterShown = new Latencies();
        int slowest = 0;
        for (int i = 0; i < cardholders; i++) {
            if (shown.get(i) - acknowledged[i] > shown.get(slowest) - acknowledged[slowest]) {
                slowest = i;
            }
            fromAsked.add(lastArrival.get(i) - asked[i]);
            fromAcknowledged.add(lastArrival.get(i) - acknowledged[i]);
            toShown.add(shown.get(i) - acknowledged[i]);
            afterShown.add(lastArrival.get(i) - shown.get(i));
        }
        return List.of(
                "from asking the broker to take the withdrawal to the last arrival: " + fromAsked,
                "from its acknowledgement to the last arrival: " + fromAcknowledged,
                "from its acknowledgement to when the job shows that it knows: "
                        + toShown
                        + ", the slowest was number "
                        + (slowest + 1),
                "from then to the arrival of what was on its way: " + afterShown);
    }

    private static String cardholder(int number) {
        return "cardholder-" + number;
    }

    private static String witness(int number) {
        return "witness-" + number;
    }
}
