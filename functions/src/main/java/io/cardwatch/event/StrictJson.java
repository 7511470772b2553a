package io.cardwatch.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.common.base.Utf8;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How records of a bank's making are read: bounded in every way, and searched for card numbers. */
final class StrictJson {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_TOKENS = 10_000;

    private StrictJson() {}

    static JsonFactory factory(int maxRecordBytes) {
        return JsonFactory.builder()
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
                                .maxStringLength(maxRecordBytes)
                                .maxTokenCount(MAX_TOKENS)
                                .build())
                .build();
    }

    /** Why the bytes cannot be read at all, or null. */
    static @Nullable RejectionReason fault(byte @Nullable [] payload, int maxRecordBytes) {
        if (payload == null || payload.length == 0) {
            return RejectionReason.EMPTY;
        }
        if (payload.length > maxRecordBytes) {
            return RejectionReason.TOO_LARGE;
        }
        // Jackson takes overlong forms and encoded surrogates; the standard does not.
        return Utf8.isWellFormed(payload) ? null : RejectionReason.MALFORMED;
    }

    /** Passes over one unknown field and says why it spoils the record, or null. */
    static @Nullable RejectionReason skip(JsonParser parser, String name) throws IOException {
        boolean cardNumber = CardNumberGuard.finds(name);
        int depth = 0;
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return RejectionReason.MALFORMED;
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
        return cardNumber ? RejectionReason.CARD_NUMBER : null;
    }
}
