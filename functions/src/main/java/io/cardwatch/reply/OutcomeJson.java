package io.cardwatch.reply;

import io.cardwatch.json.RecordCodec;
import org.jspecify.annotations.Nullable;

/** {@link Outcome} as JSON, UTF-8, after {@code io/cardwatch/schema/outcome.schema.json}. */
public final class OutcomeJson {
    private static final RecordCodec<Outcome> CODEC = new RecordCodec<>(Outcome.class);

    private OutcomeJson() {}

    public static byte[] encode(Outcome value) {
        return CODEC.encode(value);
    }

    /** The record, or null where the bytes are none. */
    public static @Nullable Outcome decode(byte[] json) {
        return CODEC.decode(json);
    }
}
