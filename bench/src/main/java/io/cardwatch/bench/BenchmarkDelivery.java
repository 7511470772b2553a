package io.cardwatch.bench;

import io.cardwatch.cli.delivery.Await;
import io.cardwatch.cli.delivery.SteadyStream;
import io.cardwatch.cli.delivery.TestingDelivery;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.jobs.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What delivery sustains, and what detection notices of it: both jobs, the broker and a provider
 * that answers in 200 ms in one process.
 *
 * <p>Card events flow at a steady pace all the time; alerts to deliver come and go, so that
 * detection is measured in turns without and with them. Neither stream waits for anybody: who falls
 * behind shows a backlog. Arguments: alerts a second, card events a second, seconds of a turn,
 * turns of each kind.
 */
public final class BenchmarkDelivery {
    private static final Duration PROVIDER_LATENCY = Duration.ofMillis(200);
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);
    private static final Duration CATCH_UP = Duration.ofMinutes(5);
    private static final String PLAN = "{ digest-within: 0s, fallback-after: 10m }";

    private BenchmarkDelivery() {}

    public static void main(String[] args) throws Exception {
        int alertsPerSecond = argument(args, 0, 1_000);
        int eventsPerSecond = argument(args, 1, 1_000);
        Duration turn = Duration.ofSeconds(argument(args, 2, 60));
        int turns = argument(args, 3, 2);
        try (TestingDelivery delivery =
                        TestingDelivery.open(List.of(Topics.cardEvents(DetectionLoad.BANK)));
                EmbeddedFlink flink =
                        EmbeddedFlink.start(
                                delivery.folder("flink"), 2, TestingDelivery.PARALLELISM)) {
            delivery.hub().answerAfter(PROVIDER_LATENCY);
            DeliveryLoad alerts = new DeliveryLoad(delivery);
            DetectionLoad events = new DetectionLoad(delivery, flink);
            events.startJob();
            TestingDelivery.startJob(flink, delivery.configuration(PLAN, CHECKPOINTS));
            run(alerts, events, alertsPerSecond, eventsPerSecond, turn, turns);
            if (!delivery.hub().faults().isEmpty()) {
                throw new IllegalStateException("the hub refused: " + delivery.hub().faults());
            }
        }
    }

    private static void run(
            DeliveryLoad alerts,
            DetectionLoad events,
            int alertsPerSecond,
            int eventsPerSecond,
            Duration turn,
            int turns) {
        SteadyStream eventStream = SteadyStream.start(eventsPerSecond, events::send);
        try {
            SteadyStream warmUp = SteadyStream.start(alertsPerSecond / 2, alerts::send);
            LockSupport.parkNanos(WARM_UP.toNanos());
            warmUp.close();
            Await.until("the warm-up delivered", CATCH_UP, () -> alerts.backlog() == 0);
            for (int i = 0; i < turns; i++) {
                turn("without alerts to deliver", alerts, events, 0, turn);
                turn("with alerts to deliver", alerts, events, alertsPerSecond, turn);
                Await.until("everything delivered", CATCH_UP, () -> alerts.backlog() == 0);
            }
        } finally {
            eventStream.close();
        }
    }

    private static void turn(
            String name, DeliveryLoad alerts, DetectionLoad events, int perSecond, Duration turn) {
        events.startTurn();
        alerts.startTurn();
        long started = System.nanoTime();
        if (perSecond > 0) {
            SteadyStream stream = SteadyStream.start(perSecond, alerts::send);
            LockSupport.parkNanos(turn.toNanos());
            stream.close();
        } else {
            LockSupport.parkNanos(turn.toNanos());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        print(name + ", " + Math.round(seconds) + " s");
        print("  detection: " + events.endTurn(seconds));
        if (perSecond > 0) {
            print("  delivery:  " + alerts.endTurn(seconds));
        }
    }

    private static int argument(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    @SuppressWarnings("SystemOut") // The benchmark's purpose.
    private static void print(String line) {
        System.out.println(line);
    }
}
