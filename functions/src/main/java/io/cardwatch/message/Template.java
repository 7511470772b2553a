package io.cardwatch.message;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message of a template file; its placeholders have been checked.
 *
 * @param at where its text stands: {@code file:line:column}
 * @param channel the one channel it is for, or null for all
 * @param severity the one severity it is for, or null for all
 * @param several whether it tells of several alerts, or of a single one
 * @param detail {@code MINIMAL} may be used for every user, {@code DETAILED} for those who chose it
 * @param title the heading, or null for none
 * @param text the message
 * @param provider the same as an approved template of the provider, or null for none
 * @param placeholders everything that these need
 */
record Template(
        String at,
        @Nullable String channel,
        @Nullable Severity severity,
        boolean several,
        DetailLevel detail,
        @Nullable Wording title,
        Wording text,
        @Nullable ProviderWording provider,
        Set<Placeholder> placeholders) {
    Template(
            String at,
            @Nullable String channel,
            @Nullable Severity severity,
            boolean several,
            DetailLevel detail,
            @Nullable Wording title,
            Wording text,
            @Nullable ProviderWording provider) {
        this(
                at,
                channel,
                severity,
                several,
                detail,
                title,
                text,
                provider,
                all(title, text, provider));
    }

    private static Set<Placeholder> all(
            @Nullable Wording title, Wording text, @Nullable ProviderWording provider) {
        Set<Placeholder> used = EnumSet.noneOf(Placeholder.class);
        used.addAll(text.placeholders());
        if (title != null) {
            used.addAll(title.placeholders());
        }
        if (provider != null) {
            used.addAll(provider.placeholders());
        }
        return used;
    }

    /** Whether it may be used where these values are known. */
    boolean fits(MessageCase wanted, Map<Placeholder, String> values) {
        return (channel == null || channel.equals(wanted.channel()))
                && (severity == null || severity == wanted.severity())
                && several == wanted.several()
                && detail.compareTo(wanted.detail()) <= 0
                && values.keySet().containsAll(placeholders);
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
                && several == other.several
                && detail == other.detail;
    }

    /** Whether it can be used for every user of a bank, whatever is known of the transaction. */
    boolean isCatchAll() {
        return rank() == 0 && !placeholders.contains(Placeholder.PHONE);
    }
}
