package io.cardwatch.bench;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * Card events of one bank as they might come: 10,000 cards with about two events a day each, busy
 * and quiet merchants, two events in five online, now and then a run of events on one card. Handed
 * out round robin, the time going on, so that the windows stay full and ids are forgotten before
 * they come again.
 */
public final class SyntheticEvents {
    static final int CARDS = 10_000;

    private static final int EVENTS = 65_536;
    private static final int MERCHANTS = 2_000;
    private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final long MILLIS_BETWEEN = 4_320;
    private static final String[] COUNTRIES = {"DE", "AT", "FR", "IT", "ES", "NL", "GB", "US"};
    private static final int[] MCCS = {5411, 5812, 5541, 5999, 5732, 5944, 5311, 4121, 6011, 7995};

    private final Random random = new Random(7);
    private final CardEvent[] events = new CardEvent[EVENTS];
    private int next;
    private long time = START;

    public SyntheticEvents() {
        int card = 0;
        for (int i = 0; i < EVENTS; i++) {
            card = random.nextInt(12) == 0 ? card : random.nextInt(CARDS);
            events[i] = event(i, card, START + i * MILLIS_BETWEEN);
        }
    }

    /** The next event; its time is {@link #time}, not its own. */
    public CardEvent next() {
        CardEvent event = events[next];
        next = (next + 1) % EVENTS;
        time += MILLIS_BETWEEN;
        return event;
    }

    /** The time of the event handed out last, in milliseconds. */
    public long time() {
        return time;
    }

    static String mcc(Random random) {
        double skewed = random.nextDouble() * random.nextDouble();
        return String.valueOf(MCCS[(int) (skewed * MCCS.length)]);
    }

    static String country(Random random) {
        return COUNTRIES[random.nextInt(COUNTRIES.length)];
    }

    private CardEvent event(int number, int card, long at) {
        boolean online = random.nextInt(5) < 2;
        double skewed = random.nextDouble();
        int merchant = (int) (MERCHANTS * skewed * skewed * skewed);
        String country = random.nextInt(20) == 0 ? country(random) : "DE";
        CardEvent.Builder event =
                CardEvent.builder()
                        .eventId("event-" + number)
                        .bankId("bank-north")
                        .messageType(MessageType.AUTHORISATION)
                        .cardRef("card-" + card)
                        .subjectRef("subject-" + card)
                        .eventTime(Instant.ofEpochMilli(at))
                        .localTime(
                                LocalDateTime.ofInstant(
                                        Instant.ofEpochMilli(at), ZoneOffset.ofHours(1)))
                        .currency("EUR")
                        .baseAmount((long) (3_000 * Math.exp(random.nextGaussian())), 2)
                        .mcc(mcc(random))
                        .merchantId("merchant-" + merchant)
                        .merchantCountry(country)
                        .cardCountry("DE")
                        .cardPresent(!online)
                        .responseCode(random.nextInt(15) == 0 ? "05" : "00");
        if (online) {
            boolean shared = random.nextInt(50) == 0;
            event.deviceId("device-" + (shared ? random.nextInt(20) : card))
                    .ip("192.0.2." + card % 250)
                    .ipCountry(random.nextInt(20) == 0 ? country(random) : "DE")
                    .threeDsResult(random.nextInt(10) == 0 ? "N" : "Y");
        } else {
            event.terminalId("terminal-" + merchant + "-" + random.nextInt(3))
                    .latitude(48.0 + merchant / 300.0)
                    .longitude(9.0 + merchant % 100 / 30.0);
        }
        return event.build();
    }
}
