package io.cardwatch.window;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.rule.RuleCompiler;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** How many bytes keys weigh in a checkpoint. */
public final class StateProbe {
    private static final WindowBounds BOUNDS =
            new WindowBounds(5_000, 60_000, 86_400_000, 256, 512, 512);
    private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;
    private static final int CARD_EVENTS = 180;
    private static final int BUSY_DAY = 1_000_000;
    private static final String CORE =
            """
            ruleset: core
            version: "1"
            features:
              count_1m:  { by: card, count: true, over: 1m }
              sum_1m:    { by: card, sum: amount, over: 1m }
              count_1h:  { by: card, count: true, over: 1h }
              sum_1h:    { by: card, sum: amount, over: 1h }
              count_24h: { by: card, count: true, over: 24h }
              sum_24h:   { by: card, sum: amount, over: 24h }
            rules:
              - id: any
                when: count_1m + sum_1m + count_1h + sum_1h + count_24h + sum_24h > 9.0
                score: 80
                reason: "any"
            alerting: { threshold: 70, cooldown: 30m, budget: 3 per subject per day }
            """;

    private final Random random = new Random(7);

    private StateProbe() {}

    /** Prints a table; the argument is the rule file to weigh. */
    public static void main(String[] arguments) throws Exception {
        CompiledRules shipped =
                RuleCompiler.compile(arguments[0], Files.readAllBytes(Path.of(arguments[0])));
        CompiledRules core = RuleCompiler.compile("core", CORE);
        System.out.println("| key | rules | bytes |");
        System.out.println("|---|---|---:|");
        print("card, 180 events in 90 days", core, KeyDimension.CARD, CARD_EVENTS, DAY / 2);
        print("card, 180 events in 90 days", shipped, KeyDimension.CARD, CARD_EVENTS, DAY / 2);
        for (KeyDimension by : KeyDimension.values()) {
            boolean used = shipped.ruleSet().features().stream().anyMatch(f -> f.by() == by);
            if (used && by != KeyDimension.CARD) {
                String key = by.keyword() + ", 1,000,000 events a day for two days";
                print(key, shipped, by, 2 * BUSY_DAY, DAY / BUSY_DAY);
            }
        }
    }

    private static void print(
            String key, CompiledRules rules, KeyDimension by, int events, long between)
            throws IOException {
        int bytes = new StateProbe().weigh(rules, by, events, between);
        System.out.printf("| %s | %s | %,d |%n", key, rules.ruleSet().name(), bytes);
    }

    private int weigh(CompiledRules rules, KeyDimension by, int events, long between)
            throws IOException {
        boolean card = by == KeyDimension.CARD;
        WindowPlan plan = WindowPlan.of(rules, by, BOUNDS, card);
        KeyState state = plan.newState();
        Entry entry = plan.newEntry();
        double[] features = new double[rules.ruleSet().features().size()];
        for (int i = 0; i < events; i++) {
            long time = START + i * between + random.nextInt((int) (between / 2) + 1);
            if (card) {
                state.remember(random.nextLong(), time);
            }
            CardEvent event = card ? ofCard(time) : ofBusyKey(time);
            plan.project(event, time, StateProbe::hash, entry);
            state.take(entry, 0, features);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new KeyStateCodec(plan).write(state, new DataOutputStream(bytes));
        return bytes.size();
    }

    /** An ordinary life: a few places, most of them known, one payment in twenty refused. */
    private CardEvent ofCard(long time) {
        int place = (int) Math.abs(random.nextGaussian() * 12);
        boolean online = random.nextInt(5) < 2;
        CardEvent.Builder event =
                base(time)
                        .cardRef("card")
                        .subjectRef("subject")
                        .cardPresent(!online)
                        .merchantId("merchant-" + place)
                        .mcc("" + (5_400 + place % 8))
                        .merchantCountry(place == 0 ? "AT" : "DE");
        if (online) {
            event.deviceId("device-" + place % 2).ip("192.0.2." + place % 3);
        } else {
            event.terminalId("terminal-" + place).latitude(48.1 + place / 100.0).longitude(11.6);
        }
        return event.build();
    }

    /** Everything different: cards, subjects, devices, addresses. */
    private CardEvent ofBusyKey(long time) {
        int card = random.nextInt(200_000);
        return base(time)
                .cardRef("card-" + card)
                .subjectRef("subject-" + card)
                .cardPresent(random.nextBoolean())
                .merchantId("merchant")
                .mcc("5411")
                .merchantCountry("DE")
                .terminalId("terminal-" + random.nextInt(50))
                .deviceId("device-" + card)
                .bin("" + (400_000 + card % 100))
                .ip("192.0.2." + card % 250)
                .build();
    }

    private CardEvent.Builder base(long time) {
        return CardEvent.builder()
                .eventId("event-" + time)
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .eventTime(Instant.ofEpochMilli(time))
                .currency("EUR")
                .cardCountry("DE")
                .responseCode(random.nextInt(20) == 0 ? "05" : "00")
                .baseAmount(100 + random.nextInt(20_000), 2);
    }

    /** Any good mixing will do: only how many different values there are matters. */
    private static long hash(String bank, String field, String value) {
        long hash = 0x9e3779b97f4a7c15L * (field.hashCode() + 31L * value.hashCode());
        return hash ^ (hash >>> 29);
    }
}
