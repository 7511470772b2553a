package io.cardwatch.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads one of Cardwatch's own record types as JSON, UTF-8: what Cardwatch wrote itself
 * and reads again.
 *
 * <p>Times are ISO-8601, absent values are left out, equal records become equal bytes. Fields that
 * this build does not know are passed over, so that a reader may be older than its writer. What the
 * record's constructor refuses cannot be read.
 *
 * @param <T> the record type
 */
public final class RecordCodec<T extends Record> {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private final ObjectReader reader;
    private final ObjectWriter writer;

    /** A codec of that record type. */
    public RecordCodec(Class<T> type) {
        reader = MAPPER.readerFor(type);
        writer = MAPPER.writerFor(type);
    }

    /** The record as JSON. */
    public byte[] encode(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            // Not chained: Jackson's messages quote values.
            throw new IllegalStateException("not writable: " + value.getClass().getSimpleName());
        }
    }

    /**
     * The record, or null where the bytes are none. There is no reason, since Jackson's quotes the
     * text.
     */
    public @Nullable T decode(byte[] json) {
        try {
            return reader.readValue(json);
        } catch (IOException e) {
            return null;
        }
    }
}
