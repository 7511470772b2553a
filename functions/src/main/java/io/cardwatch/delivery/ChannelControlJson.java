package io.cardwatch.delivery;

import io.cardwatch.json.RecordCodec;
import org.jspecify.annotations.Nullable;

/** {@link ChannelControl} as JSON, UTF-8. */
public final class ChannelControlJson {
    private static final RecordCodec<ChannelControl> CODEC =
            new RecordCodec<>(ChannelControl.class);

    private ChannelControlJson() {}

    public static byte[] encode(ChannelControl value) {
        return CODEC.encode(value);
    }

    /** The record, or null where the bytes are none. */
    public static @Nullable ChannelControl decode(byte[] json) {
        return CODEC.decode(json);
    }
}
