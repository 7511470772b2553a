package io.cardwatch.reply;

import io.cardwatch.json.RecordCodec;
import org.jspecify.annotations.Nullable;

/** {@link Reply} as JSON, UTF-8, after {@code io/cardwatch/schema/reply.schema.json}. */
public final class ReplyJson {
    private static final RecordCodec<Reply> CODEC = new RecordCodec<>(Reply.class);

    private ReplyJson() {}

    public static byte[] encode(Reply value) {
        return CODEC.encode(value);
    }

    /** The record, or null where the bytes are none. */
    public static @Nullable Reply decode(byte[] json) {
        return CODEC.decode(json);
    }
}
