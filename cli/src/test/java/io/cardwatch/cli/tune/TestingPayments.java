package io.cardwatch.cli.tune;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Made-up payments of some weeks in an amount scale of any size, two kinds of fraud among them. */
final class TestingPayments {
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int CARDS = 60;
    private static final int DAYS = 40;

    private final List<CardEvent> events = new ArrayList<>();
    private final List<Boolean> frauds = new ArrayList<>();

    /** Equal seeds and scales make equal payments. */
    TestingPayments(long seed, double scale) {
        Random random = new Random(seed);
        for (int day = 0; day < DAYS; day++) {
            for (int minute = 0; minute < 24 * 60; minute += 8) {
                long second = (day * 1_440L + minute) * 60 + random.nextInt(400);
                int card = random.nextInt(CARDS);
                double usual = Math.exp(0.4 * random.nextGaussian()) * (20 + card);
                boolean large = random.nextInt(50) == 0;
                add(second, card, scale * (large ? usual * 6 + 100 : usual), large);
                if (random.nextInt(300) == 0) {
                    for (int i = 1; i < 6; i++) {
                        add(second + i * 40L, card, scale * (2 + random.nextInt(9)), true);
                    }
                }
            }
        }
    }

    private void add(long second, int card, double amount, boolean fraud) {
        long minor = Math.round(amount * 100);
        events.add(
                CardEvent.builder()
                        .eventId("E" + events.size())
                        .bankId("test-bank")
                        .messageType(MessageType.AUTHORISATION)
                        .cardRef("card-" + card)
                        .subjectRef("holder-" + card / 2)
                        .eventTime(START.plusSeconds(second))
                        .amountMinor(minor)
                        .currency("EUR")
                        .responseCode("00")
                        .baseAmount(minor, 2)
                        .build());
        frauds.add(fraud);
    }

    List<CardEvent> events() {
        return events;
    }

    List<Boolean> frauds() {
        return frauds;
    }

    /** As CSV for {@link #mapping}. */
    String csv() {
        StringBuilder csv = new StringBuilder("id,at,card,holder,amount,fraud\n");
        for (int i = 0; i < events.size(); i++) {
            CardEvent event = events.get(i);
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s,%s,%.2f,%d%n",
                            event.eventId(),
                            event.eventTime(),
                            event.cardRef(),
                            event.subjectRef(),
                            event.amountMinor() / 100.0,
                            frauds.get(i) ? 1 : 0));
        }
        return csv.toString();
    }

    static String mapping() {
        return """
        columns: { eventId: id, eventTime: at, cardRef: card, subjectRef: holder, amount: amount, label: fraud }
        defaults: { bankId: test-bank, currency: EUR, messageType: authorisation, responseCode: "00" }
        time: { format: iso, zone: UTC }
        """;
    }

    /** Rules whose numbers suit amounts of a few hundred. */
    static String rules(String cooldown, String budget) {
        return """
        # A comment that stays.
        ruleset: tuned
        version: "2026-01-01.9"
        features:
          tx_10m:   { by: card, count: true, over: 10m }
          paid_30d: { by: card, count: true, over: 30d, excluding: current }
          usual:    { by: card, mean: amount, over: 30d, excluding: current }
        rules:
          - id: burst
            when: tx_10m >= 9
            score: 70          # alone
            reason: "{tx_10m} payments"
          - id: spike
            when: paid_30d >= 8 && event.amount > 250 && event.amount > 3.0 * usual
            score: min(10 * event.amount / usual, 80)
            reason: "{event.amount} where {usual} is usual"
          - id: small-again
            when: tx_10m > 2 && event.amount < 20
            score: 30
            reason: "{tx_10m} small payments"
          - id: trusted
            when: paid_30d > 20 && tx_10m < 2
            score: -10 + 5
            reason: "known"
        alerting: { threshold: 70, cooldown: COOLDOWN, budget: BUDGET per subject per day }
        """
                .replace("COOLDOWN", cooldown)
                .replace("BUDGET", budget);
    }
}
