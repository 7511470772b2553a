package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Keys of every keyed stream. */
public final class KeyHashTypeInfo extends CustomTypeInfo<KeyHash> {
    public static final KeyHashTypeInfo INSTANCE = new KeyHashTypeInfo();

    private KeyHashTypeInfo() {
        super(KeyHash.class);
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    TypeSerializer<KeyHash> serializer() {
        return KeyHashSerializer.INSTANCE;
    }
}
