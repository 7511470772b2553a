package io.cardwatch.operator;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.EventField;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Takes from an event that has to wait what no rule reads and no alert tells.
 *
 * <p>A field is in use where a rule set reads it, as its compiler says. What identifies the event,
 * its amount, its cardholder and the merchant's name, which an alert may tell, always stays.
 */
final class FieldsInUse {
    /** What goes where none of the fields that read it is in use. */
    private static final Map<Set<EventField>, Removal> REMOVALS =
            Map.ofEntries(
                    of(
                            b -> b.localTime(null),
                            EventField.LOCAL_HOUR,
                            EventField.LOCAL_WEEKDAY,
                            EventField.LOCAL_WEEKEND),
                    of(b -> b.billingCurrency(null), EventField.BILLING_CURRENCY),
                    of(b -> b.processingCode(null), EventField.PROCESSING_CODE),
                    of(b -> b.mcc(null), EventField.MCC),
                    of(b -> b.merchantId(null), EventField.MERCHANT_ID),
                    of(b -> b.merchantCity(null), EventField.MERCHANT_CITY),
                    of(b -> b.merchantCountry(null), EventField.MERCHANT_COUNTRY),
                    of(b -> b.terminalId(null), EventField.TERMINAL_ID),
                    of(b -> b.latitude(null), EventField.LATITUDE),
                    of(b -> b.longitude(null), EventField.LONGITUDE),
                    of(b -> b.posEntryMode(null), EventField.POS_ENTRY_MODE),
                    of(b -> b.cardPresent(null), EventField.CARD_PRESENT),
                    of(b -> b.responseCode(null), EventField.RESPONSE_CODE, EventField.APPROVED),
                    of(b -> b.acquirerId(null), EventField.ACQUIRER_ID),
                    of(b -> b.bin(null), EventField.BIN),
                    of(b -> b.cardCountry(null), EventField.CARD_COUNTRY),
                    of(b -> b.deviceId(null), EventField.DEVICE_ID),
                    of(b -> b.ip(null), EventField.IP),
                    of(b -> b.ipCountry(null), EventField.IP_COUNTRY),
                    of(b -> b.cvvResult(null), EventField.CVV_RESULT),
                    of(b -> b.avsResult(null), EventField.AVS_RESULT),
                    of(b -> b.threeDsResult(null), EventField.THREE_DS_RESULT),
                    of(b -> b.networkRiskScore(null), EventField.NETWORK_RISK_SCORE));

    private final Set<EventField> fields = EnumSet.noneOf(EventField.class);
    private final Set<Long> known = new HashSet<>();

    private interface Removal {
        void from(CardEvent.Builder event);
    }

    private static Map.Entry<Set<EventField>, Removal> of(Removal removal, EventField... readBy) {
        return Map.entry(Set.of(readBy), removal);
    }

    /** Keeps what these rules read from now on as well; they are compiled the first time. */
    void add(RulesUpdate rules) {
        if (known.add(rules.sequence())) {
            fields.addAll(rules.compile().fields());
        }
    }

    /** The event without what is not in use. */
    CardEvent of(CardEvent event) {
        CardEvent.Builder kept =
                event.toBuilder()
                        .billingAmountMinor(null)
                        .originalEventId(null)
                        .originalEventTime(null);
        REMOVALS.forEach(
                (readBy, removal) -> {
                    if (Collections.disjoint(readBy, fields)) {
                        removal.from(kept);
                    }
                });
        return kept.build();
    }
}
