package io.cardwatch.jobs.config;

import io.cardwatch.consent.QuietHours;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.text.NearestName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** The section {@code delivery} of a delivery file, and what banks have of their own instead. */
final class PlanSection {
    private static final Pattern HOURS =
            Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");
    private static final int MINUTES = 60;
    private static final int DAY = 24 * MINUTES;
    private static final Duration LONGEST_DIGEST = Duration.ofDays(1);

    private final ConfigFile file;
    private final Configuration options;
    private final BankSections banks;
    private final List<ChannelSpec> channels;

    PlanSection(
            ConfigFile file,
            Configuration options,
            BankSections banks,
            List<ChannelSpec> channels) {
        this.file = file;
        this.options = options;
        this.banks = banks;
        this.channels = channels;
    }

    DeliveryPlan read(boolean eventClock) {
        List<String> order = options.get(DeliveryOptions.ORDER);
        requireConfigured(DeliveryOptions.ORDER.key(), order, null);
        Duration expireAfter = positive(DeliveryOptions.EXPIRE_AFTER);
        Duration alertMemory = positive(DeliveryOptions.ALERT_MEMORY);
        if (alertMemory.compareTo(expireAfter) <= 0) {
            throw file.at(
                    DeliveryOptions.ALERT_MEMORY.key(),
                    "has to be longer than delivery.expire-after, or an old alert that is read"
                            + " again would be sent again");
        }
        int maxPending = options.get(DeliveryOptions.MAX_PENDING);
        if (maxPending < 1) {
            throw file.at(DeliveryOptions.MAX_PENDING.key(), "has to be 1 or more");
        }
        Duration fallbackAfter = positive(DeliveryOptions.FALLBACK_AFTER);
        requireBefore(DeliveryOptions.FALLBACK_AFTER.key(), fallbackAfter, expireAfter);
        Duration digestWithin = options.get(DeliveryOptions.DIGEST_WITHIN);
        requireBefore(DeliveryOptions.DIGEST_WITHIN.key(), digestWithin, expireAfter);
        if (digestWithin.isNegative() || digestWithin.compareTo(LONGEST_DIGEST) > 0) {
            throw file.at(
                    DeliveryOptions.DIGEST_WITHIN.key(), "is 0s for never, and at most a day");
        }
        DeliveryPlan.Bank others = new DeliveryPlan.Bank(order, null);
        return new DeliveryPlan(
                eventClock,
                alertMemory,
                maxPending,
                fallbackAfter,
                expireAfter,
                digestWithin,
                retry(),
                positive(DeliveryOptions.LATER_AFTER),
                others,
                banks(others));
    }

    /** What waits longer than an alert lives would never be sent. */
    private void requireBefore(String key, Duration duration, Duration expireAfter) {
        if (duration.compareTo(expireAfter) >= 0) {
            throw file.at(key, "has to be shorter than delivery.expire-after");
        }
    }

    private DeliveryPlan.Backoff retry() {
        try {
            return new DeliveryPlan.Backoff(
                    options.get(DeliveryOptions.RETRY_FIRST),
                    options.get(DeliveryOptions.RETRY_FACTOR),
                    options.get(DeliveryOptions.RETRY_LONGEST));
        } catch (IllegalArgumentException e) {
            throw file.at("delivery.retry", String.valueOf(e.getMessage()));
        }
    }

    private Map<String, DeliveryPlan.Bank> banks(DeliveryPlan.Bank others) {
        Map<String, DeliveryPlan.Bank> plans = new HashMap<>();
        banks.banks()
                .forEach(
                        (bankId, bank) -> {
                            String prefix = DeliveryOptions.BANKS_PREFIX + bankId + ".";
                            List<String> order = others.order();
                            if (bank.order() != null) {
                                order =
                                        bank.order().isBlank()
                                                ? List.of()
                                                : List.of(bank.order().split(";"));
                                requireConfigured(prefix + "order", order, bankId);
                            }
                            String hours = bank.quietHours();
                            plans.put(
                                    bankId,
                                    new DeliveryPlan.Bank(
                                            order,
                                            hours == null
                                                    ? null
                                                    : quietHours(prefix + "quiet-hours", hours)));
                        });
        return plans;
    }

    private QuietHours quietHours(String key, String text) {
        Matcher hours = HOURS.matcher(text.strip());
        if (hours.matches()) {
            int from = minute(hours.group(1), hours.group(2));
            int until = minute(hours.group(3), hours.group(4));
            if (from != until) {
                requireBefore(
                        key,
                        Duration.ofMinutes(Math.floorMod(until - from, DAY)),
                        options.get(DeliveryOptions.EXPIRE_AFTER));
                return new QuietHours(from, until);
            }
        }
        throw file.at(
                key,
                "'"
                        + text
                        + "' does not fit; accepted: two different times of day, as in"
                        + " \"20:00-09:00\"");
    }

    private static int minute(String hours, String minutes) {
        return Integer.parseInt(hours) * MINUTES + Integer.parseInt(minutes);
    }

    /** Refuses an order that names a channel which is not there, at least for one bank. */
    private void requireConfigured(String key, List<String> order, @Nullable String bankId) {
        TreeSet<String> known = new TreeSet<>();
        for (ChannelSpec channel : channels) {
            if (bankId == null || channel.bankId() == null || channel.bankId().equals(bankId)) {
                known.add(channel.name());
            }
        }
        for (String name : order) {
            if (!known.contains(name)) {
                throw file.at(
                        key,
                        "no channel '"
                                + name
                                + "' is configured"
                                + NearestName.suggestion(name, known)
                                + "; configured: "
                                + String.join(", ", known));
            }
        }
    }

    private Duration positive(ConfigOption<Duration> option) {
        Duration duration = options.get(option);
        requirePositive(file, option.key(), duration);
        return duration;
    }

    static void requirePositive(ConfigFile file, String key, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw file.at(key, "has to be longer than nothing");
        }
    }
}
