package io.cardwatch.delivery;

import io.cardwatch.json.RecordCodec;
import org.jspecify.annotations.Nullable;

/** {@link Attempt} as JSON, UTF-8. */
public final class AttemptJson {
    private static final RecordCodec<Attempt> CODEC = new RecordCodec<>(Attempt.class);

    private AttemptJson() {}

    public static byte[] encode(Attempt value) {
        return CODEC.encode(value);
    }

    /** The record, or null where the bytes are none. */
    public static @Nullable Attempt decode(byte[] json) {
        return CODEC.decode(json);
    }
}
