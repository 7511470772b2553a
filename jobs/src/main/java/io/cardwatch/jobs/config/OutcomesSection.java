package io.cardwatch.jobs.config;

import io.cardwatch.outcome.OutcomePlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.TimeUtils;

/** The section {@code outcomes} of a delivery file, and what banks have of their own instead. */
final class OutcomesSection {
    private final ConfigFile file;
    private final Configuration options;
    private final BankSections banks;

    OutcomesSection(ConfigFile file, Configuration options, BankSections banks) {
        this.file = file;
        this.options = options;
        this.banks = banks;
    }

    OutcomePlan read(boolean eventClock) {
        Duration noAnswerAfter = options.get(DeliveryOptions.NO_ANSWER_AFTER);
        String key = DeliveryOptions.NO_ANSWER_AFTER.key();
        PlanSection.requirePositive(file, key, noAnswerAfter);
        if (noAnswerAfter.compareTo(options.get(DeliveryOptions.ALERT_MEMORY)) >= 0) {
            throw file.at(key, "has to be shorter than delivery.alert-memory");
        }
        Map<String, Duration> snoozes = new HashMap<>();
        banks.banks()
                .forEach(
                        (bankId, bank) -> {
                            if (bank.snooze() != null) {
                                String bankKey = DeliveryOptions.BANKS_PREFIX + bankId + ".snooze";
                                snoozes.put(
                                        bankId, snooze(bankKey, parsed(bankKey, bank.snooze())));
                            }
                        });
        return new OutcomePlan(
                eventClock,
                noAnswerAfter,
                snooze(DeliveryOptions.SNOOZE.key(), options.get(DeliveryOptions.SNOOZE)),
                snoozes);
    }

    private Duration snooze(String key, Duration snooze) {
        if (snooze.isNegative() || snooze.compareTo(OutcomePlan.LONGEST_SNOOZE) > 0) {
            throw file.at(key, "is 0s for not at all, and at most 30d");
        }
        return snooze;
    }

    private Duration parsed(String key, String text) {
        try {
            return TimeUtils.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw file.at(key, "'" + text + "' does not fit; accepted: a duration, as in 72h");
        }
    }
}
