package io.cardwatch.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A busy hour of one bank as it may arrive: many cards at few merchants, terminals and devices, out
 * of order within the lateness, some events twice, some far too late, several in the same second.
 */
final class ShuffledFeed {
    /** By how much the stream may be out of order without anything being late. */
    private static final int DISORDER_SECONDS = 50;

    private static final int CARDS = 40;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<FeedEvent> arriving;
    private final int late;

    private ShuffledFeed(List<FeedEvent> arriving, int late) {
        this.arriving = arriving;
        this.late = late;
    }

    static ShuffledFeed of(long seed, int events) {
        Random random = new Random(seed);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            // One in three happens in the same second as the one before it.
            int second = (i - i % 3) * 3_600 / events;
            FeedEvent event = event(i, second, random);
            int arrives = second + random.nextInt(DISORDER_SECONDS);
            arrivals.add(new Arrival(arrives, event));
            if (random.nextInt(20) == 0) {
                arrivals.add(new Arrival(arrives + random.nextInt(5), event));
            }
        }
        int late = 0;
        for (int i = 0; i < events / 40; i++) {
            // Ten minutes late, behind a partition's clock that is long past it.
            int second = random.nextInt(1_200);
            arrivals.add(new Arrival(second + 1_200, event(events + i, second, random)));
            late++;
        }
        Collections.shuffle(arrivals, random);
        arrivals.sort(Comparator.comparingInt(Arrival::second));
        return new ShuffledFeed(arrivals.stream().map(Arrival::event).toList(), late);
    }

    private record Arrival(int second, FeedEvent event) {}

    List<FeedEvent> arriving() {
        return arriving;
    }

    /** How many of them are too late whatever the partition. */
    int late() {
        return late;
    }

    /** Events of cards of their own that move every partition's clock past everything else. */
    static List<FeedEvent> flush() {
        List<FeedEvent> flush = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            ObjectNode json = json("flush-" + i, 4 * 3_600 + i, random);
            json.put("cardRef", "tok-flush-" + i);
            json.put("subjectRef", "flush-" + i);
            json.put("merchantId", "flush");
            json.put("terminalId", "flush");
            json.put("deviceId", "flush");
            json.put("amountMinor", 100);
            flush.add(feedEvent(json));
        }
        return flush;
    }

    static List<TimedConsent> consents() {
        List<TimedConsent> consents = new ArrayList<>();
        for (int subject = 0; subject < CARDS / 2; subject++) {
            consents.add(TestingRecords.grant("subject-" + subject, 1));
        }
        return consents;
    }

    private static FeedEvent event(int i, int second, Random random) {
        int card = random.nextInt(CARDS);
        ObjectNode json = json("event-" + i, second, random);
        json.put("cardRef", "tok-" + card);
        // Two cards to a cardholder, so that cooldown and budget depend on their order.
        json.put("subjectRef", "subject-" + card / 2);
        return feedEvent(json);
    }

    private static ObjectNode json(String id, int second, Random random) {
        ObjectNode json = JSON.createObjectNode();
        json.put("eventId", id);
        json.put("bankId", TestingRecords.BANK);
        json.put("schemaVersion", 1);
        json.put("messageType", "authorisation");
        json.put("eventTime", TestingRecords.START.plusSeconds(second).toString());
        json.put("amountMinor", 500 + random.nextInt(20_000));
        json.put("currency", "EUR");
        json.put("merchantId", "merchant-" + random.nextInt(4));
        json.put("terminalId", "terminal-" + random.nextInt(6));
        json.put("deviceId", "device-" + random.nextInt(9));
        json.put("merchantCountry", random.nextBoolean() ? "AT" : "DE");
        json.put("merchantName", "Merchant of " + id);
        json.put("responseCode", random.nextInt(4) == 0 ? "05" : "00");
        return json;
    }

    private static FeedEvent feedEvent(ObjectNode json) {
        return new FeedEvent(
                TestingRecords.BANK,
                json.path("eventId").asText(),
                json.path("cardRef").asText(),
                json.path("subjectRef").asText(),
                Instant.parse(json.path("eventTime").asText()),
                json.toString().getBytes(UTF_8));
    }
}
