package io.cardwatch.jobs.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code banks} of a delivery file, by bank id: what a bank has of its own.
 *
 * @param banks what is written there, not yet understood
 */
record BankSections(Map<String, Section> banks) {
    private static final List<String> OPTIONS =
            List.of("order", "quiet-hours", "snooze", "channels", "answers");
    private static final String CHANNELS = "channels.";
    private static final String ANSWERS = "answers.";

    /**
     * One bank.
     *
     * @param order the channels as they are asked, with semicolons between, or null
     * @param quietHours as in {@code 20:00-09:00}, or null
     * @param snooze a duration, or null
     * @param channels options that are laid over each channel's own, by the channel's name
     * @param answers the bank's own words for answers: {@code legitimate}, or {@code
     *     de.legitimate}, to words with semicolons between
     */
    record Section(
            @Nullable String order,
            @Nullable String quietHours,
            @Nullable String snooze,
            Map<String, Map<String, String>> channels,
            Map<String, String> answers) {}

    static BankSections of(ConfigFile file) {
        Map<String, Section> sections = new LinkedHashMap<>();
        grouped(file, DeliveryOptions.BANKS_PREFIX)
                .forEach((bankId, options) -> sections.put(bankId, section(file, bankId, options)));
        return new BankSections(sections);
    }

    private static Section section(ConfigFile file, String bankId, Map<String, String> options) {
        String prefix = DeliveryOptions.BANKS_PREFIX + bankId + ".";
        for (String option : new TreeSet<>(options.keySet())) {
            if (!OPTIONS.contains(option)
                    && !option.startsWith(CHANNELS)
                    && !option.startsWith(ANSWERS)) {
                throw file.unknown(
                        prefix + option, OPTIONS.stream().map(known -> prefix + known).toList());
            }
        }
        String channels = options.get("channels");
        if (channels != null && !channels.isBlank()) {
            throw file.at(prefix + "channels", "takes a map, as in { sms: { sender: … } }");
        }
        return new Section(
                options.get("order"),
                options.get("quiet-hours"),
                options.get("snooze"),
                grouped(file, prefix + CHANNELS),
                file.under(prefix + ANSWERS));
    }

    /** The options under a prefix by the name that comes next; a name alone has none. */
    static Map<String, Map<String, String>> grouped(ConfigFile file, String prefix) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        file.under(prefix)
                .forEach(
                        (key, value) -> {
                            int dot = key.indexOf('.');
                            String name = dot < 0 ? key : key.substring(0, dot);
                            Map<String, String> group =
                                    groups.computeIfAbsent(name, added -> new LinkedHashMap<>());
                            if (dot >= 0) {
                                group.put(key.substring(dot + 1), value);
                            } else if (!value.isBlank()) {
                                throw file.at(prefix + key, "takes a map of options");
                            }
                        });
        return groups;
    }
}
