package io.cardwatch.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a consent's JSON object, each by its declared form. What is wrong is told by
 * the contract's name for the field, never by what the record holds.
 */
final class ConsentFields {
    private static final int MAX_TEXT = 256;

    /** A browser's subscription to pushes is an address too. */
    private static final int MAX_ADDRESS = 2_048;

    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    private final JsonNode json;
    private final String prefix;

    ConsentFields(JsonNode json) {
        this(json, "");
    }

    private ConsentFields(JsonNode json, String prefix) {
        this.json = json;
        this.prefix = prefix;
    }

    boolean has(String field) {
        return json.has(field);
    }

    /** Refuses fields of other names, since a consent must say nothing that nobody reads. */
    void allowOnly(Set<String> names) {
        for (Iterator<String> present = json.fieldNames(); present.hasNext(); ) {
            if (!names.contains(present.next())) {
                throw new ConsentFormatException(
                        prefix.isEmpty() ? "record" : prefix.substring(0, prefix.length() - 1),
                        "has only the fields of the schema");
            }
        }
    }

    String text(String field) {
        return text(field, MAX_TEXT);
    }

    String address(String field) {
        return text(field, MAX_ADDRESS);
    }

    private String text(String field, int longest) {
        JsonNode value = json.get(field);
        if (value == null
                || !value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > longest) {
            throw wrong(field, "is a text of 1 to " + longest + " characters");
        }
        String text = value.textValue();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(field, "has no control characters");
        }
        if (CardNumberShape.isIn(text)) {
            throw wrong(
                    field,
                    "holds no card number; a phone number begins with +, a platform's id with its"
                            + " prefix, as in psid:123");
        }
        return text;
    }

    long version(String field) {
        JsonNode value = json.get(field);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 1) {
            throw wrong(field, "is a whole number from 1");
        }
        return value.longValue();
    }

    <T> T word(String field, Function<String, @Nullable T> words, String accepted) {
        JsonNode value = json.get(field);
        T word = value != null && value.isTextual() ? words.apply(value.textValue()) : null;
        if (word == null) {
            throw wrong(field, accepted);
        }
        return word;
    }

    Instant instant(String field) {
        try {
            return OffsetDateTime.parse(text(field)).toInstant();
        } catch (DateTimeException e) {
            throw wrong(field, "is a time with a zone, for example 2026-03-01T12:00:00Z");
        }
    }

    String locale(String field) {
        String tag = text(field);
        try {
            if (!new Locale.Builder().setLanguageTag(tag).build().getLanguage().isEmpty()) {
                return tag;
            }
        } catch (IllformedLocaleException e) {
            // Falls through to the one message.
        }
        throw wrong(field, "is a BCP 47 tag, for example de-AT");
    }

    String timeZone(String field) {
        String zone = text(field);
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw wrong(field, "is an IANA zone, for example Europe/Vienna");
        }
        return zone;
    }

    int minuteOfDay(String field) {
        String time = text(field);
        if (!TIME_OF_DAY.matcher(time).matches()) {
            throw wrong(field, "is a time of day, for example 22:00");
        }
        return Integer.parseInt(time, 0, 2, 10) * 60 + Integer.parseInt(time, 3, 5, 10);
    }

    ConsentFields object(String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isObject()) {
            throw wrong(field, "is an object");
        }
        return new ConsentFields(value, prefix + field + ".");
    }

    private ConsentFormatException wrong(String field, String accepted) {
        return new ConsentFormatException(prefix + field, accepted);
    }
}
