package io.cardwatch.sample;

import io.cardwatch.event.CardEventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A bank's way of delivering events: seconds late as a rule, sometimes twice, now and then hours
 * late, rarely rubbish.
 *
 * <p>Holds what is under way and hands it on in the order of arrival, so that memory does not grow
 * with the number of days.
 */
final class FeedSimulator {
    private static final Comparator<UnderWay> BY_ARRIVAL =
            Comparator.comparing((UnderWay waiting) -> waiting.record.arrivesAt())
                    .thenComparingLong(waiting -> waiting.sequence);

    /** One in so many events is followed by a bad record, every kind in turn. */
    private static final int GOOD_PER_BAD = 1_000;

    private final GeneratorSettings settings;
    private final SampleSink sink;
    private final PriorityQueue<UnderWay> underWay = new PriorityQueue<>(BY_ARRIVAL);
    private long sequence;
    private long sent;

    private record UnderWay(FeedRecord record, @Nullable SampleLabel label, long sequence) {}

    FeedSimulator(GeneratorSettings settings, SampleSink sink) {
        this.settings = settings;
        this.sink = sink;
    }

    /** Puts an event on its way; its label, if there is one, goes out with its first record. */
    void send(SampleEvent event, @Nullable SampleLabel label) {
        Dice dice = Dice.of(settings.seed(), "feed", sent, 0);
        String value = new String(CardEventJson.encode(event.event()), StandardCharsets.UTF_8);
        String bank = event.event().bankId();
        boolean honest = event.fraud() == null;
        // A terminal without a line keeps its payments until it has one.
        boolean delayed = honest && dice.chance(0.0012);
        long millis =
                delayed ? dice.between(2 * 3_600_000, 9 * 3_600_000) : (long) dice.around(600, 0.7);
        if (dice.chance(0.004)) {
            millis += dice.between(2_000, 15_000);
        }
        Instant arrives = event.event().eventTime().plusMillis(millis);
        FeedRecord.Kind kind = delayed ? FeedRecord.Kind.DELAYED : FeedRecord.Kind.EVENT;
        put(new FeedRecord(bank, arrives, kind, value), label);
        if (dice.chance(0.004)) {
            Instant again = arrives.plusMillis(dice.between(50, 90_000));
            put(new FeedRecord(bank, again, FeedRecord.Kind.DUPLICATE, value), null);
        }
        if (sent % GOOD_PER_BAD == GOOD_PER_BAD / 2) {
            BadRecord[] kinds = BadRecord.values();
            BadRecord bad = kinds[(int) (sent / GOOD_PER_BAD % kinds.length)];
            Instant soon = arrives.plus(Duration.ofSeconds(1));
            put(new FeedRecord(bank, soon, FeedRecord.Kind.BAD, bad.of(value)), null);
        }
        sent++;
    }

    /** Hands on everything that arrives before a time. */
    void advanceTo(Instant time) throws IOException {
        for (UnderWay next = underWay.peek();
                next != null && next.record().arrivesAt().isBefore(time);
                next = underWay.peek()) {
            underWay.remove();
            sink.record(next.record());
            SampleLabel label = next.label();
            if (label != null) {
                sink.label(label);
            }
        }
    }

    private void put(FeedRecord record, @Nullable SampleLabel label) {
        underWay.add(new UnderWay(record, label, sequence++));
    }
}
