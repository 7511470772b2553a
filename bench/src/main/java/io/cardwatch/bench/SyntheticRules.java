package io.cardwatch.bench;

import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleCompiler;
import io.cardwatch.rule.RuleFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Rule sets of any size over the same thirty features on four keys: each rule two to four
 * conditions, most of them a feature above a threshold from the tail of what the events show, some
 * a code of the event, and in every tenth rule a comparison of two values that no index can help.
 */
public final class SyntheticRules {
    private static final long SEED = 20_261_121L;

    /** A feature with the least and the greatest threshold that rules put on it. */
    private record Numeric(String name, String definition, double low, double high) {}

    private record Flag(String name, String definition) {}

    private static final List<Numeric> NUMERIC =
            List.of(
                    new Numeric("tx_1m", "by: card, count: true, over: 1m", 2, 6),
                    new Numeric("tx_10m", "by: card, count: true, over: 10m", 3, 12),
                    new Numeric("tx_1h", "by: card, count: true, over: 1h", 4, 20),
                    new Numeric("tx_24h", "by: card, count: true, over: 24h", 8, 40),
                    new Numeric(
                            "spend_1h",
                            "by: card, sum: amount, over: 1h, where: event.approved",
                            300,
                            3_000),
                    new Numeric(
                            "spend_24h",
                            "by: card, sum: amount, over: 24h, where: event.approved",
                            500,
                            6_000),
                    new Numeric(
                            "declined_1h",
                            "by: card, count: true, over: 1h, where: \"!event.approved\"",
                            2,
                            8),
                    new Numeric(
                            "online_10m",
                            "by: card, count: true, over: 10m, where: \"!event.cardPresent\"",
                            2,
                            8),
                    new Numeric(
                            "mean_30d",
                            "by: card, mean: amount, over: 30d, excluding: current",
                            100,
                            400),
                    new Numeric(
                            "payments_30d",
                            "by: card, count: true, over: 30d, excluding: current",
                            30,
                            150),
                    new Numeric(
                            "countries_24h",
                            "by: card, distinct: merchantCountry, over: 24h",
                            2,
                            5),
                    new Numeric("merchants_1h", "by: card, distinct: merchantId, over: 1h", 3, 10),
                    new Numeric(
                            "speed_kmh",
                            "by: card, speed: location, where: event.cardPresent",
                            500,
                            3_000),
                    new Numeric("m_tx_10m", "by: merchant, count: true, over: 10m", 4, 30),
                    new Numeric("m_cards_15m", "by: merchant, distinct: cardRef, over: 15m", 4, 30),
                    new Numeric(
                            "m_declined_1h",
                            "by: merchant, count: true, over: 1h, where: \"!event.approved\"",
                            3,
                            20),
                    new Numeric("m_spend_1h", "by: merchant, sum: amount, over: 1h", 2_000, 20_000),
                    new Numeric(
                            "m_small_15m",
                            "by: merchant, count: true, over: 15m, where: event.amount < 5.0",
                            2,
                            10),
                    new Numeric("t_tx_10m", "by: terminal, count: true, over: 10m", 3, 20),
                    new Numeric("t_cards_1h", "by: terminal, distinct: cardRef, over: 1h", 4, 30),
                    new Numeric(
                            "t_declined_1h",
                            "by: terminal, count: true, over: 1h, where: \"!event.approved\"",
                            2,
                            10),
                    new Numeric("t_spend_24h", "by: terminal, sum: amount, over: 24h", 3e3, 2e4),
                    new Numeric("d_cards_24h", "by: device, distinct: cardRef, over: 24h", 2, 10),
                    new Numeric("d_tx_1h", "by: device, count: true, over: 1h", 3, 15),
                    new Numeric("d_spend_24h", "by: device, sum: amount, over: 24h", 500, 5_000),
                    new Numeric(
                            "d_declined_24h",
                            "by: device, count: true, over: 24h, where: \"!event.approved\"",
                            2,
                            8));

    private static final List<Flag> FLAGS =
            List.of(
                    new Flag("new_country", "by: card, first_seen: merchantCountry, over: 90d"),
                    new Flag("new_merchant", "by: card, first_seen: merchantId, over: 90d"),
                    new Flag("new_device", "by: card, first_seen: deviceId, over: 90d"));

    private static final String SINCE_LAST = "since_last";

    private final Random random = new Random(SEED);
    private final StringBuilder text = new StringBuilder();

    private SyntheticRules() {}

    /** That many rules over thirty features, compiled. */
    public static CompiledRules compiled(int rules) {
        try {
            return RuleCompiler.compile("synthetic.yaml", text(rules, ""));
        } catch (RuleFileException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /**
     * The same as a rule file.
     *
     * @param further lines with rules of one's own, after the others; or nothing
     */
    static String text(int rules, String further) {
        return new SyntheticRules().write(rules, further);
    }

    private String write(int rules, String further) {
        text.append("ruleset: synthetic\nversion: \"1\"\nfeatures:\n");
        NUMERIC.forEach(feature -> feature(feature.name, feature.definition));
        FLAGS.forEach(feature -> feature(feature.name, feature.definition));
        feature(SINCE_LAST, "by: card, elapsed: true, over: 1h");
        text.append("rules:\n");
        for (int rule = 0; rule < rules; rule++) {
            text.append("  - { id: rule-" + rule + ", when: \"" + condition(rule) + "\", ");
            text.append("score: \"" + score(rule) + "\", reason: \"a rule\" }\n");
        }
        text.append(further);
        text.append("alerting: { threshold: 70, cooldown: 30m, budget: 3 per subject per day }\n");
        return text.toString();
    }

    private void feature(String name, String definition) {
        text.append("  " + name + ": { " + definition + " }\n");
    }

    private String condition(int rule) {
        Map<String, String> conditions = new LinkedHashMap<>();
        int wanted = 2 + random.nextInt(3);
        if (rule % 10 == 9) {
            conditions.put("ratio", "event.amount > " + (2 + random.nextInt(8)) + ".0 * mean_30d");
        } else {
            addFeature(conditions);
        }
        while (conditions.size() < wanted) {
            addAnother(conditions);
        }
        List<String> shuffled = new ArrayList<>(conditions.values());
        Collections.shuffle(shuffled, random);
        return String.join(" && ", shuffled);
    }

    private void addAnother(Map<String, String> conditions) {
        int kind = random.nextInt(20);
        if (kind < 9) {
            addFeature(conditions);
        } else if (kind < 12) {
            conditions.putIfAbsent("amount", "event.amount >= " + between(50, 1_500));
        } else if (kind < 14) {
            String mcc = SyntheticEvents.mcc(random);
            conditions.putIfAbsent("mcc", "event.mcc in ['" + mcc + "', '5944', '6051']");
        } else if (kind < 15) {
            String country = SyntheticEvents.country(random);
            conditions.putIfAbsent("country", "event.merchantCountry == '" + country + "'");
        } else if (kind < 17) {
            conditions.putIfAbsent(
                    "present", random.nextBoolean() ? "event.cardPresent" : "!event.cardPresent");
        } else if (kind < 18) {
            conditions.putIfAbsent("abroad", "event.ipCountry != event.cardCountry");
        } else if (kind < 19) {
            conditions.putIfAbsent(SINCE_LAST, SINCE_LAST + " < " + between(10, 300));
        } else {
            String flag = FLAGS.get(random.nextInt(FLAGS.size())).name;
            conditions.putIfAbsent(flag, flag);
        }
    }

    private void addFeature(Map<String, String> conditions) {
        Numeric feature = NUMERIC.get(random.nextInt(NUMERIC.size()));
        conditions.putIfAbsent(
                feature.name, feature.name + " >= " + between(feature.low, feature.high));
    }

    /** More often near the lower end, as thresholds are. */
    private String between(double low, double high) {
        double threshold = low + random.nextDouble() * random.nextDouble() * (high - low);
        return String.format(Locale.ROOT, high < 200.0 ? "%.0f" : "%.2f", threshold);
    }

    private String score(int rule) {
        int points = 10 + random.nextInt(70);
        return rule % 5 == 4 ? "min(event.amount / 10, " + points + ")" : String.valueOf(points);
    }
}
