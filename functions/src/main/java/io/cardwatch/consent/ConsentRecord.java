package io.cardwatch.consent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one record of the consents topic says, read so that a fault fails closed: a record that
 * cannot be read, or whose value speaks of another key, withdraws what its key names. Only a record
 * whose key cannot be read either changes nothing.
 *
 * @param consents what is to be merged, in this order; perhaps none
 * @param faults what is wrong with the record: names of fields, nothing of their content
 */
public record ConsentRecord(List<Consent> consents, List<String> faults) {
    public ConsentRecord {
        consents = List.copyOf(consents);
        faults = List.copyOf(faults);
    }

    /** Reads a record's key and value. */
    public static ConsentRecord read(byte @Nullable [] key, byte @Nullable [] value) {
        List<String> faults = new ArrayList<>();
        ConsentKey named = key(key, faults);
        Consent said = value(value, faults);
        List<Consent> consents = new ArrayList<>();
        if (named != null) {
            consents.add(said != null && said.key().equals(named) ? said : Consent.removed(named));
        }
        if (said != null && !said.key().equals(named)) {
            faults.add("key differs from value");
            if (said.status() == ConsentStatus.WITHDRAWN) {
                // Whatever its record's key says, an opt-out works.
                consents.add(said);
            }
        }
        return new ConsentRecord(consents, faults);
    }

    /** The same where it is a tombstone that an erasure wrote: its key is to be forgotten. */
    public ConsentRecord asErasure() {
        return new ConsentRecord(
                consents.stream().map(consent -> Consent.erased(consent.key())).toList(), faults);
    }

    private static @Nullable ConsentKey key(byte @Nullable [] key, List<String> faults) {
        try {
            if (key != null) {
                return ConsentKey.parse(new String(key, StandardCharsets.UTF_8));
            }
        } catch (ConsentFormatException e) {
            // Told below: a missing key and a malformed one are the same fault.
        }
        faults.add("key");
        return null;
    }

    private static @Nullable Consent value(byte @Nullable [] value, List<String> faults) {
        if (value == null) {
            return null;
        }
        try {
            return ConsentJson.decode(value);
        } catch (ConsentFormatException e) {
            faults.add(e.field());
            return null;
        }
    }

    @Override
    public String toString() {
        return "ConsentRecord[redacted]";
    }
}
