package io.cardwatch.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON label per record, as strictly as card events are read.
 *
 * <p>It never throws, whatever the bytes are, and its answer repeats nothing of a refused record.
 * Fields that the contract does not know are skipped, after the card-number guard has seen them. A
 * null is an absent field. The first fault decides the reason, save that a value in which a card
 * number stands is refused for that.
 *
 * <p>One instance serves one thread.
 */
public final class LabelJsonDecoder {
    private static final int MAX_RECORD_BYTES = FeedProfile.DEFAULT_MAX_RECORD_BYTES;

    private final Set<String> banks;
    private final JsonFactory json = StrictJson.factory(MAX_RECORD_BYTES);

    private final Map<LabelField, String> texts = new EnumMap<>(LabelField.class);
    private final Map<LabelField, Instant> times = new EnumMap<>(LabelField.class);
    private final Set<LabelField> seen = EnumSet.noneOf(LabelField.class);
    private final Set<LabelField> present = EnumSet.noneOf(LabelField.class);
    private boolean fraud;
    private @Nullable RejectionReason reason;
    private @Nullable LabelField faulty;

    /**
     * @param banks the banks whose labels are taken in
     */
    public LabelJsonDecoder(Set<String> banks) {
        this.banks = Set.copyOf(banks);
    }

    /**
     * Reads one record.
     *
     * @param payload the record's value, or null where it has none
     * @param coordinates where the record stands
     * @param now the processor's clock, for the report of a refused record
     */
    public DecodedLabel decode(byte @Nullable [] payload, Coordinates coordinates, Instant now) {
        forget();
        RejectionReason fault = StrictJson.fault(payload, MAX_RECORD_BYTES);
        if (fault != null) {
            refuse(fault, null);
        } else {
            try (JsonParser parser = json.createParser(requireNonNull(payload))) {
                readRecord(parser);
            } catch (IOException | RuntimeException unreadable) {
                // Not kept as a cause and not logged: a parser's message may quote the payload.
                refuse(RejectionReason.MALFORMED, null);
            }
        }
        boolean hashed = present.stream().anyMatch(LabelField::isOfHashed);
        for (LabelField field : LabelField.values()) {
            if (field.isRequired(hashed) && !present.contains(field)) {
                refuse(RejectionReason.MISSING_FIELD, field);
            }
            if (hashed && field.isOfNamed() && present.contains(field)) {
                refuse(RejectionReason.BAD_FORMAT, field);
            }
        }
        DecodedLabel decoded =
                reason == null
                        ? DecodedLabel.accepted(label())
                        : DecodedLabel.refused(
                                texts.get(LabelField.BANK_ID), reason, faulty, coordinates, now);
        forget();
        return decoded;
    }

    private Label label() {
        String eventHash = texts.get(LabelField.EVENT_HASH);
        return new Label(
                requireNonNull(texts.get(LabelField.BANK_ID)),
                texts.get(LabelField.EVENT_ID),
                texts.get(LabelField.CARD_REF),
                texts.get(LabelField.MERCHANT_ID),
                texts.get(LabelField.TERMINAL_ID),
                requireNonNull(times.get(LabelField.EVENT_TIME)),
                fraud,
                requireNonNull(times.get(LabelField.KNOWN_AT)),
                eventHash == null
                        ? null
                        : new LabelKeys(
                                eventHash,
                                requireNonNull(texts.get(LabelField.CARD_HASH)),
                                texts.get(LabelField.MERCHANT_HASH),
                                texts.get(LabelField.TERMINAL_HASH)));
    }

    private void readRecord(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            refuse(first == null ? RejectionReason.EMPTY : RejectionReason.MALFORMED, null);
            return;
        }
        String name = parser.nextFieldName();
        while (name != null) {
            LabelField field = LabelField.byWireName(name);
            RejectionReason fault =
                    field == null ? StrictJson.skip(parser, name) : read(parser, field);
            if (fault != null) {
                refuse(fault, field);
                return;
            }
            name = parser.nextFieldName();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            refuse(RejectionReason.MALFORMED, null);
        }
    }

    private @Nullable RejectionReason read(JsonParser parser, LabelField field) throws IOException {
        JsonToken token = parser.nextToken();
        if (!seen.add(field)) {
            return RejectionReason.MALFORMED;
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isScalarValue()) {
            return RejectionReason.WRONG_TYPE;
        }
        String value = parser.getText();
        RejectionReason fault = take(field, token, value);
        if (fault == null) {
            present.add(field);
            return null;
        }
        return CardNumberGuard.finds(value) ? RejectionReason.CARD_NUMBER : fault;
    }

    private @Nullable RejectionReason take(LabelField field, JsonToken token, String value) {
        boolean fits =
                switch (field) {
                    case SCHEMA_VERSION -> token == JsonToken.VALUE_NUMBER_INT;
                    case FRAUD -> token.isBoolean();
                    case BANK_ID,
                            EVENT_ID,
                            CARD_REF,
                            MERCHANT_ID,
                            TERMINAL_ID,
                            EVENT_HASH,
                            CARD_HASH,
                            MERCHANT_HASH,
                            TERMINAL_HASH,
                            EVENT_TIME,
                            KNOWN_AT ->
                            token == JsonToken.VALUE_STRING;
                };
        if (!fits) {
            return RejectionReason.WRONG_TYPE;
        }
        return switch (field) {
            case SCHEMA_VERSION ->
                    value.equals(Integer.toString(LabelJson.SCHEMA_VERSION))
                            ? null
                            : RejectionReason.UNKNOWN_SCHEMA_VERSION;
            case FRAUD -> {
                fraud = token == JsonToken.VALUE_TRUE;
                yield null;
            }
            case BANK_ID -> banks.contains(value) ? text(field, value) : RejectionReason.WRONG_BANK;
            case EVENT_TIME, KNOWN_AT -> time(field, value);
            case EVENT_ID,
                    CARD_REF,
                    MERCHANT_ID,
                    TERMINAL_ID,
                    EVENT_HASH,
                    CARD_HASH,
                    MERCHANT_HASH,
                    TERMINAL_HASH -> {
                TextForm form = requireNonNull(field.form());
                RejectionReason fault = form.check().fault(value);
                if (fault == null && form.open() && CardNumberGuard.finds(value)) {
                    fault = RejectionReason.CARD_NUMBER;
                }
                yield fault == null ? text(field, value) : fault;
            }
        };
    }

    private @Nullable RejectionReason text(LabelField field, String value) {
        texts.put(field, value);
        return null;
    }

    private @Nullable RejectionReason time(LabelField field, String value) {
        Instant time = IsoTimes.instant(value);
        if (time == null) {
            return RejectionReason.BAD_TIME;
        }
        times.put(field, time);
        return null;
    }

    private void refuse(RejectionReason fault, @Nullable LabelField field) {
        if (reason == null) {
            reason = fault;
            faulty = field;
        }
    }

    private void forget() {
        texts.clear();
        times.clear();
        seen.clear();
        present.clear();
        reason = null;
        faulty = null;
    }
}
