package io.cardwatch.rule;

import io.cardwatch.event.MessageType;
import io.cardwatch.text.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which texts a field can hold at all: what the contract accepts, and what rules ever get. */
final class FieldValues {
    /** The other types are not judged, and enter no window. */
    private static final List<String> MESSAGE_TYPES =
            Stream.of(MessageType.AUTHORISATION, MessageType.ADVICE)
                    .map(MessageType::wireName)
                    .toList();

    private FieldValues() {}

    /** Whether an event with that text in the field can reach a condition. */
    static boolean canBe(EventField field, String text) {
        if (field == EventField.MESSAGE_TYPE) {
            return MESSAGE_TYPES.contains(text);
        }
        io.cardwatch.event.EventField onTheWire =
                io.cardwatch.event.EventField.byWireName(field.keyword());
        return onTheWire == null || onTheWire.accepts(text);
    }

    /** Whether the parts of a term compare a field with a text that it cannot hold. */
    static @Nullable Impossible find(Term term) {
        if (term instanceof Term.TextIn in && in.operand() instanceof Term.Field field) {
            return in.values().stream()
                    .filter(value -> !canBe(field.field(), value))
                    .findFirst()
                    .map(value -> new Impossible(field.field(), value, in.at()))
                    .orElse(null);
        }
        if (!(term instanceof Term.Comparison comparison)
                || (comparison.comparator() != Comparator.EQUAL
                        && comparison.comparator() != Comparator.UNEQUAL)) {
            return null;
        }
        Impossible found = find(comparison.left(), comparison.right());
        return found == null ? find(comparison.right(), comparison.left()) : found;
    }

    private static @Nullable Impossible find(Term value, Term constant) {
        return value instanceof Term.Field field
                        && constant instanceof Term.TextConstant text
                        && !canBe(field.field(), text.value())
                ? new Impossible(field.field(), text.value(), text.at())
                : null;
    }

    /** A text that the field it is compared with cannot hold. */
    record Impossible(EventField field, String text, int at) {
        String message() {
            return "no event has the " + field.keyword() + " " + Problems.quote(text);
        }

        /** What the field's values look like. */
        String accepted() {
            return form(field);
        }

        /** What was probably meant, or null. */
        @Nullable String nearest() {
            if (field == EventField.MESSAGE_TYPE) {
                String lower = text.toLowerCase(Locale.ROOT);
                return MESSAGE_TYPES.stream()
                        .filter(type -> lower.length() > 1 && type.startsWith(lower))
                        .findFirst()
                        .orElseGet(() -> NearestName.of(text, MESSAGE_TYPES));
            }
            String upper = text.strip().toUpperCase(Locale.ROOT);
            return canBe(field, upper) ? upper : null;
        }
    }

    /** What a field's values look like, in words. */
    static String form(EventField field) {
        return switch (field) {
            case MESSAGE_TYPE -> "'" + String.join("' or '", MESSAGE_TYPES) + "'";
            case CURRENCY, BILLING_CURRENCY ->
                    "an ISO 4217 code, three upper-case letters, e.g. 'EUR'";
            case MERCHANT_COUNTRY, CARD_COUNTRY, IP_COUNTRY ->
                    "an ISO 3166 code, two upper-case letters, e.g. 'GB'";
            case PROCESSING_CODE -> "six digits, e.g. '010000'";
            case MCC -> "four digits, e.g. '5411'";
            case POS_ENTRY_MODE -> "three digits, e.g. '051'";
            case RESPONSE_CODE -> "two or three letters or digits, e.g. '05'";
            case BIN -> "six or eight digits, e.g. '411111'";
            case IP -> "an IPv4 or IPv6 address, e.g. '203.0.113.7'";
            case CVV_RESULT, AVS_RESULT, THREE_DS_RESULT ->
                    "one or two letters or digits, e.g. 'N'";
            default -> "a text that the event contract accepts";
        };
    }
}
