package io.cardwatch.gateway.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what providers send: lenient with fields, strict with the form. */
public final class Json {
    private static final int DEEPEST = 32;
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    /**
     * The object in a body.
     *
     * @throws RefusedException where there is none
     */
    public static JsonNode parse(byte[] body) {
        try (JsonParser parser = MAPPER.createParser(body)) {
            JsonNode json = MAPPER.readTree(parser);
            if (json != null && json.isObject() && parser.nextToken() == null) {
                return json;
            }
        } catch (IOException e) {
            // Without its message, which quotes the body.
        }
        throw new RefusedException(Refusal.MALFORMED);
    }

    /** A text or a number as text; null where the field is absent, empty or neither. */
    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        boolean told = value.isTextual() || value.isIntegralNumber();
        return told && !value.asText().isEmpty() ? value.asText() : null;
    }

    /** The items of a list, none where the field is not one. */
    static List<JsonNode> items(JsonNode node, String field) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode list = node.path(field);
        if (list.isArray()) {
            for (Iterator<JsonNode> each = list.elements(); each.hasNext(); ) {
                items.add(each.next());
            }
        }
        return items;
    }

    /** A time in seconds or milliseconds since 1970, as a number or as text; null for none. */
    static @Nullable Instant time(JsonNode node, String field) {
        String text = text(node, field);
        try {
            if (text != null) {
                long number = Long.parseLong(text);
                return Math.abs(number) < MILLIS_FROM
                        ? Instant.ofEpochSecond(number)
                        : Instant.ofEpochMilli(number);
            }
        } catch (NumberFormatException | DateTimeException e) {
            // As good as none.
        }
        return null;
    }

    /** A whole number, or null. */
    static @Nullable Integer number(JsonNode node, String field) {
        String text = text(node, field);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
