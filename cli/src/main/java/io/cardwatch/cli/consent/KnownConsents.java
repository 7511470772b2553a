package io.cardwatch.cli.consent;

import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentKey;
import io.cardwatch.consent.ConsentStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the consents topic holds of one subject: of each key what counts, and where it stands. */
final class KnownConsents {
    private final Map<ConsentKey, Entry> entries = new HashMap<>();

    private record Entry(Consent consent, long highest, int partition) {}

    /**
     * Takes in a record, after all before it in its partition, by the rules that the jobs go by:
     * the higher version counts, and a withdrawal at the same one.
     *
     * @param consent what it says; {@link Consent#removed} for a tombstone
     */
    void add(Consent consent, int partition) {
        Entry before = entries.get(consent.key());
        if (before == null) {
            entries.put(
                    consent.key(), new Entry(consent, Math.max(0, consent.version()), partition));
            return;
        }
        entries.put(
                consent.key(),
                new Entry(
                        counts(consent, before) ? consent : before.consent(),
                        consent.isErased() ? 0 : Math.max(before.highest(), consent.version()),
                        partition));
    }

    private static boolean counts(Consent consent, Entry before) {
        return consent.version() <= Consent.REMOVED
                || consent.version() > before.highest()
                || (consent.version() == before.highest()
                        && consent.status() == ConsentStatus.WITHDRAWN);
    }

    /** All that are there, by channel and purpose; what was removed is not. */
    List<Consent> all() {
        return entries.values().stream()
                .map(Entry::consent)
                .filter(consent -> consent.version() > Consent.REMOVED)
                .sorted(Comparator.comparing(Consent::channel).thenComparing(Consent::purpose))
                .toList();
    }

    /** Every key that the topic knows, also of what was removed. */
    List<ConsentKey> keys() {
        return entries.keySet().stream().sorted(Comparator.comparing(ConsentKey::format)).toList();
    }

    /** What counts of that key, or null where it is not there or removed. */
    @Nullable Consent of(ConsentKey key) {
        Entry entry = entries.get(key);
        return entry == null || entry.consent().version() <= Consent.REMOVED
                ? null
                : entry.consent();
    }

    /** The version of the next grant: above all that a job may have read, removed ones included. */
    long nextVersion(ConsentKey key) {
        Entry entry = entries.get(key);
        return entry == null ? 1 : entry.highest() + 1;
    }

    /**
     * The partition that holds the key, or null where none does. A bank's producer may spread keys
     * another way than ours does, and only records of one partition are in order and compacted.
     */
    @Nullable Integer partition(ConsentKey key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.partition();
    }
}
