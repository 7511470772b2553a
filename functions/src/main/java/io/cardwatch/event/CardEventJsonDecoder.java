package io.cardwatch.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
    /** More digits than any amount has, and few enough to fit a long. */
    private static final int MAX_INTEGER_LENGTH = 18;

    private final FeedProfile profile;
    private final EventAssembler assembler;
    private final JsonFactory json;

    public CardEventJsonDecoder(FeedProfile profile) {
        this.profile = profile;
        assembler = new EventAssembler(profile);
        json = StrictJson.factory(profile.maxRecordBytes());
    }

    /**
     * Reads one record.
     *
     * @param payload the record's value, or null where it has none
     * @param coordinates where the record stands
     */
    public Decoded decode(byte @Nullable [] payload, Coordinates coordinates) {
        RejectionReason fault = StrictJson.fault(payload, profile.maxRecordBytes());
        if (fault != null) {
            return Decoded.refused(fault, null, coordinates);
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

    private boolean skip(JsonParser parser, String name) throws IOException {
        RejectionReason fault = StrictJson.skip(parser, name);
        return fault == null || assembler.refuse(fault, null);
    }
}
