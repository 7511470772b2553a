package io.cardwatch.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Consents as JSON, UTF-8, after {@code io/cardwatch/schema/consent.schema.json}.
 *
 * <p>Reading is strict with grants and lenient with withdrawals: a grant with any field that is
 * wrong, unknown or absent is refused, while a withdrawal counts as soon as its key, status and
 * version can be read, and whatever else it carries is dropped unread. A mistake may cost a
 * message; it never keeps an opt-out from working.
 */
public final class ConsentJson {
    private static final int MAX_BYTES = 16 * 1024;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final Set<String> FIELDS =
            Set.of(
                    "bankId",
                    "subjectRef",
                    "purpose",
                    "channel",
                    "status",
                    "version",
                    "address",
                    "locale",
                    "timeZone",
                    "detail",
                    "minSeverity",
                    "quietHours",
                    "grantedAt",
                    "expiresAt",
                    "evidence");
    private static final Set<String> QUIET_HOURS_FIELDS = Set.of("from", "until");
    private static final Set<String> EVIDENCE_FIELDS = Set.of("source", "textVersion", "receiptId");

    private ConsentJson() {}

    /** The consent as JSON; {@link Consent#removed} has none, it is a key without a value. */
    public static byte[] encode(Consent consent) {
        if (consent.version() <= Consent.REMOVED) {
            throw new IllegalArgumentException(
                    "a removed or erased consent is written as a tombstone");
        }
        ObjectNode json = MAPPER.createObjectNode();
        json.put("bankId", consent.bankId());
        json.put("subjectRef", consent.subjectRef());
        json.put("purpose", consent.purpose());
        json.put("channel", consent.channel());
        json.put("status", consent.status().wireName());
        json.put("version", consent.version());
        if (consent.status() == ConsentStatus.GRANTED) {
            putGrant(json, consent);
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a consent can always be written", e);
        }
    }

    private static void putGrant(ObjectNode json, Consent consent) {
        json.put("address", consent.address());
        json.put("locale", consent.locale());
        json.put("timeZone", consent.timeZone());
        json.put("detail", consent.detail().wireName());
        json.put("minSeverity", consent.minSeverity().wireName());
        QuietHours quietHours = consent.quietHours();
        if (quietHours != null) {
            json.putObject("quietHours")
                    .put("from", timeOfDay(quietHours.fromMinute()))
                    .put("until", timeOfDay(quietHours.untilMinute()));
        }
        json.put("grantedAt", String.valueOf(consent.grantedAt()));
        if (consent.expiresAt() != null) {
            json.put("expiresAt", consent.expiresAt().toString());
        }
        Evidence evidence = consent.evidence();
        if (evidence != null) {
            json.putObject("evidence")
                    .put("source", evidence.source())
                    .put("textVersion", evidence.textVersion())
                    .put("receiptId", evidence.receiptId());
        }
    }

    private static String timeOfDay(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    /**
     * Reads a record's value.
     *
     * @throws ConsentFormatException where it is no consent; the message names the field and what
     *     is accepted
     */
    public static Consent decode(byte[] value) {
        ConsentFields fields = new ConsentFields(parse(value));
        ConsentKey key =
                new ConsentKey(
                        fields.text("bankId"),
                        fields.text("subjectRef"),
                        fields.text("purpose"),
                        fields.text("channel"));
        ConsentStatus status =
                fields.word("status", ConsentStatus::fromWireName, "is granted or withdrawn");
        long version = fields.version("version");
        return switch (status) {
            case WITHDRAWN -> Consent.withdrawn(key, version);
            case GRANTED -> grant(key, version, fields);
        };
    }

    private static Consent grant(ConsentKey key, long version, ConsentFields fields) {
        fields.allowOnly(FIELDS);
        return new Consent(
                key.bankId(),
                key.subjectRef(),
                key.purpose(),
                key.channel(),
                ConsentStatus.GRANTED,
                version,
                fields.address("address"),
                fields.locale("locale"),
                fields.timeZone("timeZone"),
                fields.word("detail", DetailLevel::fromWireName, "is minimal or detailed"),
                fields.word(
                        "minSeverity", Severity::fromWireName, "is low, medium, high or critical"),
                quietHours(fields),
                fields.instant("grantedAt"),
                fields.has("expiresAt") ? fields.instant("expiresAt") : null,
                evidence(fields));
    }

    private static @Nullable QuietHours quietHours(ConsentFields fields) {
        if (!fields.has("quietHours")) {
            return null;
        }
        ConsentFields times = fields.object("quietHours");
        times.allowOnly(QUIET_HOURS_FIELDS);
        int from = times.minuteOfDay("from");
        int until = times.minuteOfDay("until");
        if (from == until) {
            throw new ConsentFormatException("quietHours", "begin and end at different minutes");
        }
        return new QuietHours(from, until);
    }

    private static Evidence evidence(ConsentFields fields) {
        ConsentFields evidence = fields.object("evidence");
        evidence.allowOnly(EVIDENCE_FIELDS);
        return new Evidence(
                evidence.text("source"), evidence.text("textVersion"), evidence.text("receiptId"));
    }

    private static JsonNode parse(byte[] value) {
        if (value.length > MAX_BYTES) {
            throw new ConsentFormatException("record", "is at most 16 KiB");
        }
        JsonNode json;
        try {
            json = MAPPER.readTree(value);
        } catch (IOException e) {
            // Not chained: Jackson's messages quote the text.
            throw new ConsentFormatException("record", "is one JSON object in UTF-8");
        }
        if (!json.isObject()) {
            throw new ConsentFormatException("record", "is one JSON object in UTF-8");
        }
        return json;
    }
}
