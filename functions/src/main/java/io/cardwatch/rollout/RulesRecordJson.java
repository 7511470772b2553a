package io.cardwatch.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.json.RecordCodec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Pushes of rule files as JSON, UTF-8, after {@code io/cardwatch/schema/rules-record.schema.json}.
 * Fields that this build does not know are passed over.
 */
public final class RulesRecordJson {
    private static final int SCHEMA_VERSION = 1;
    private static final RecordCodec<Wire> CODEC = new RecordCodec<>(Wire.class);

    /** The record as it stands in JSON, where anything may be absent. */
    private record Wire(
            @Nullable Integer schemaVersion,
            @Nullable String bankId,
            @Nullable String fileName,
            @Nullable String source,
            @Nullable String pushedAt,
            @Nullable String action,
            @Nullable String note) {}

    private RulesRecordJson() {}

    /** The push as JSON. */
    public static byte[] encode(RulesRecord record) {
        return CODEC.encode(
                new Wire(
                        SCHEMA_VERSION,
                        record.bankId(),
                        record.fileName(),
                        record.source(),
                        record.pushedAt().toString(),
                        word(record.action()),
                        record.note()));
    }

    /**
     * Reads a record, whatever stands in it.
     *
     * @param key the record's key, or null where it has none
     * @param value the record's value, or null where it has none
     * @throws RulesRecordFormatException where it is no push of a rule file
     */
    public static RulesRecord decode(byte @Nullable [] key, byte @Nullable [] value)
            throws RulesRecordFormatException {
        Wire wire = value == null ? null : CODEC.decode(value);
        if (wire == null) {
            throw new RulesRecordFormatException(
                    "not a JSON object after rules-record.schema.json; push rules with 'cardwatch"
                            + " rules push'");
        }
        RulesRecord record = record(wire);
        String keyText = key == null ? "" : new String(key, UTF_8);
        if (!keyText.equals(record.key())) {
            throw new RulesRecordFormatException("the record's key is not its bankId");
        }
        return record;
    }

    private static RulesRecord record(Wire wire) throws RulesRecordFormatException {
        if (wire.schemaVersion() == null || wire.schemaVersion() != SCHEMA_VERSION) {
            throw new RulesRecordFormatException(
                    "schemaVersion: accepted: " + SCHEMA_VERSION + "; a newer build wrote it");
        }
        try {
            return new RulesRecord(
                    wire.bankId(),
                    given("fileName", wire.fileName()),
                    given("source", wire.source()),
                    time(given("pushedAt", wire.pushedAt())),
                    action(given("action", wire.action())),
                    wire.note());
        } catch (IllegalArgumentException e) {
            throw new RulesRecordFormatException(String.valueOf(e.getMessage()));
        }
    }

    private static String given(String field, @Nullable String text)
            throws RulesRecordFormatException {
        if (text == null) {
            throw new RulesRecordFormatException(field + " is missing");
        }
        return text;
    }

    private static Instant time(String text) throws RulesRecordFormatException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new RulesRecordFormatException("pushedAt: accepted: as 2026-03-01T12:00:00Z");
        }
    }

    private static RulesRecord.Action action(String word) throws RulesRecordFormatException {
        return Arrays.stream(RulesRecord.Action.values())
                .filter(action -> word(action).equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new RulesRecordFormatException("action: accepted: push, rollback"));
    }

    private static String word(RulesRecord.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
