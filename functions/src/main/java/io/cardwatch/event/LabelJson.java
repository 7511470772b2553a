package io.cardwatch.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes labels for the {@code labels} topic, after {@code io/cardwatch/schema/label.schema.json}.
 * Safe for many threads.
 */
public final class LabelJson {
    static final int SCHEMA_VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private LabelJson() {}

    /** The label as one JSON object in UTF-8. */
    public static byte[] encode(Label label) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("bankId", label.bankId());
            write(json, "eventId", label.eventId());
            write(json, "cardRef", label.cardRef());
            write(json, "merchantId", label.merchantId());
            write(json, "terminalId", label.terminalId());
            LabelKeys keys = label.keys();
            if (keys != null) {
                write(json, "eventHash", keys.event());
                write(json, "cardHash", keys.card());
                write(json, "merchantHash", keys.merchant());
                write(json, "terminalHash", keys.terminal());
            }
            json.writeStringField("eventTime", label.eventTime().toString());
            json.writeBooleanField("fraud", label.fraud());
            json.writeStringField("knownAt", label.knownAt().toString());
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing into memory failed", impossible);
        }
    }

    private static void write(JsonGenerator json, String name, @Nullable String text)
            throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
