package io.cardwatch.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.common.base.Utf8;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON card event per record, in one pass and without a tree.
 *
 * <p>It never throws, whatever the bytes are, and its answer holds nothing of the payload but the
 * event's own fields. Fields that the contract does not know are skipped, after the card-number
 * guard has seen their names, texts and numbers at every depth. A null is an absent field.
 *
 * <p>One instance serves one feed and one thread.
 */
public final class CardEventJsonDecoder {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_TOKENS = 10_000;

    /** More digits than any amount has, and few enough to fit a long. */
    private static final int MAX_INTEGER_LENGTH = 18;

    private final FeedProfile profile;
    private final EventAssembler assembler;
    private final JsonFactory json;

    public CardEventJsonDecoder(FeedProfile profile) {
        this.profile = profile;
        assembler = new EventAssembler(profile);
        json =
                JsonFactory.builder()
                        // UTF-16 and UTF-32 would pass the checks below in disguise.
                        .disable(JsonFactory.Feature.CHARSET_DETECTION)
                        // Hostile names must not fill the JVM's table of interned strings.
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(MAX_DEPTH)
                                        .maxNameLength(MAX_NAME_LENGTH)
                                        .maxNumberLength(MAX_NUMBER_LENGTH)
                                        .maxStringLength(profile.maxRecordBytes())
                                        .maxTokenCount(MAX_TOKENS)
                                        .build())
                        .build();
    }

    /**
     * Reads one record.
     *
     * @param payload the record's value, or null where it has none
     * @param coordinates where the record stands
     */
    public Decoded decode(byte @Nullable [] payload, Coordinates coordinates) {
        if (payload == null || payload.length == 0) {
            return Decoded.refused(RejectionReason.EMPTY, null, coordinates);
        }
        if (payload.length > profile.maxRecordBytes()) {
            return Decoded.refused(RejectionReason.TOO_LARGE, null, coordinates);
        }
        // Jackson takes overlong forms and encoded surrogates; the standard does not.
        if (!Utf8.isWellFormed(payload)) {
            return Decoded.refused(RejectionReason.MALFORMED, null, coordinates);
        }
        try (JsonParser parser = json.createParser(payload)) {
            readRecord(parser);
        } catch (IOException | RuntimeException unreadable) {
            // Not kept as a cause and not logged: a parser's message may quote the payload.
            assembler.refuse(RejectionReason.MALFORMED, null);
        }
        return assembler.finish(coordinates);
    }

    private void readRecord(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            assembler.refuse(
                    first == null ? RejectionReason.EMPTY : RejectionReason.MALFORMED, null);
            return;
        }
        String name = parser.nextFieldName();
        while (name != null) {
            EventField field = EventField.byWireName(name);
            boolean good = field == null ? skip(parser, name) : read(parser, field);
            if (!good) {
                return;
            }
            name = parser.nextFieldName();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            assembler.refuse(RejectionReason.MALFORMED, null);
        }
    }

    private boolean read(JsonParser parser, EventField field) throws IOException {
        JsonToken token = parser.nextToken();
        if (!assembler.claim(field)) {
            return false;
        }
        if (token == JsonToken.VALUE_NULL) {
            return true;
        }
        return switch (field.kind()) {
            case TEXT, TIME, LOCAL_TIME ->
                    token == JsonToken.VALUE_STRING
                            ? assembler.text(field, parser.getText())
                            : wrongType(parser, field, token);
            case INTEGER ->
                    token == JsonToken.VALUE_NUMBER_INT
                            ? integer(parser, field)
                            : wrongType(parser, field, token);
            case NUMBER ->
                    token.isNumeric()
                            ? assembler.number(field, parser.getDoubleValue())
                            : wrongType(parser, field, token);
            case FLAG ->
                    token.isBoolean()
                            ? assembler.flag(field, token == JsonToken.VALUE_TRUE)
                            : wrongType(parser, field, token);
        };
    }

    private boolean integer(JsonParser parser, EventField field) throws IOException {
        if (parser.getTextLength() <= MAX_INTEGER_LENGTH) {
            return assembler.integer(field, parser.getLongValue());
        }
        return assembler.refuse(RejectionReason.BAD_FORMAT, field, parser.getText());
    }

    private boolean wrongType(JsonParser parser, EventField field, JsonToken token)
            throws IOException {
        return token.isScalarValue()
                ? assembler.refuse(RejectionReason.WRONG_TYPE, field, parser.getText())
                : assembler.refuse(RejectionReason.WRONG_TYPE, field);
    }

    /** Passes over one unknown field; false where a card number stands in it. */
    private boolean skip(JsonParser parser, String name) throws IOException {
        boolean cardNumber = CardNumberGuard.finds(name);
        int depth = 0;
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return assembler.refuse(RejectionReason.MALFORMED, null);
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isNumeric()) {
                cardNumber |= CardNumberGuard.findsInNumber(parser.getText());
            } else {
                cardNumber |= CardNumberGuard.finds(parser.getText());
            }
        } while (depth > 0);
        return !cardNumber || assembler.refuse(RejectionReason.CARD_NUMBER, null);
    }
}
