package io.cardwatch.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes rejections for the {@code rejections} topic: coordinates, reason and hint, nothing of the
 * record. Safe for many threads.
 */
public final class RejectionJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RejectionJson() {}

    /** The rejection as one JSON object in UTF-8. */
    public static byte[] encode(Rejection rejection) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("topic", rejection.coordinates().topic());
            json.writeNumberField("partition", rejection.coordinates().partition());
            json.writeNumberField("offset", rejection.coordinates().offset());
            String bankId = rejection.bankId();
            if (bankId != null) {
                json.writeStringField("bankId", bankId);
            }
            json.writeStringField("reason", rejection.reason().wireName());
            String field = rejection.field();
            if (field != null) {
                json.writeStringField("field", field);
            }
            json.writeStringField("hint", rejection.reason().hint());
            json.writeStringField("rejectedAt", rejection.rejectedAt().toString());
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing into memory failed", impossible);
        }
    }
}
