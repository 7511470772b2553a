package io.cardwatch.audit;

import io.cardwatch.json.RecordCodec;
import org.jspecify.annotations.Nullable;

/** {@link Decision} as JSON, UTF-8, after {@code io/cardwatch/schema/decision.schema.json}. */
public final class DecisionJson {
    private static final RecordCodec<Decision> CODEC = new RecordCodec<>(Decision.class);

    private DecisionJson() {}

    public static byte[] encode(Decision value) {
        return CODEC.encode(value);
    }

    /** The record, or null where the bytes are none. */
    public static @Nullable Decision decode(byte[] json) {
        return CODEC.decode(json);
    }
}
