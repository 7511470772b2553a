package io.cardwatch.channel;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message of a template file; its placeholders have been checked.
 *
 * @param channel the one channel it is for, or null for all
 * @param severity the one severity it is for, or null for all
 * @param detail {@code MINIMAL} may be used for every user, {@code DETAILED} for those who chose it
 * @param title the heading, or null for none
 * @param text the message
 */
record Template(
        @Nullable String channel,
        @Nullable Severity severity,
        DetailLevel detail,
        @Nullable String title,
        String text) {
    static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

    /** Whether it may be used where these values are known. */
    boolean fits(
            String channel,
            Severity severity,
            DetailLevel detail,
            Map<Placeholder, String> values) {
        return (this.channel == null || this.channel.equals(channel))
                && (this.severity == null || this.severity == severity)
                && this.detail.compareTo(detail) <= 0
                && values.keySet().containsAll(placeholders());
    }

    /** How closely it is made for a case: what the user chose to see weighs most. */
    int rank() {
        return (detail == DetailLevel.DETAILED ? 4 : 0)
                + (channel != null ? 2 : 0)
                + (severity != null ? 1 : 0);
    }

    boolean isForTheSameAs(Template other) {
        return Objects.equals(channel, other.channel)
                && severity == other.severity
                && detail == other.detail;
    }

    /** Whether it can be used for every user of a bank, whatever is known of the transaction. */
    boolean isCatchAll() {
        return rank() == 0 && !placeholders().contains(Placeholder.PHONE);
    }

    Set<Placeholder> placeholders() {
        Set<Placeholder> used = EnumSet.noneOf(Placeholder.class);
        Matcher matcher = PLACEHOLDER.matcher(title == null ? text : title + text);
        while (matcher.find()) {
            Placeholder placeholder = Placeholder.of(matcher.group(1));
            if (placeholder != null) {
                used.add(placeholder);
            }
        }
        return used;
    }

    static String fill(String pattern, Map<Placeholder, String> values) {
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(
                        match -> {
                            Placeholder placeholder = Placeholder.of(match.group(1));
                            String value = placeholder == null ? null : values.get(placeholder);
                            return Matcher.quoteReplacement(value == null ? "" : value);
                        });
    }
}
