package io.cardwatch.operator;

import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Records between the reader of a feed and the splitter behind it. */
public final class IngestedTypeInfo extends CustomTypeInfo<Ingested> {
    public static final IngestedTypeInfo INSTANCE = new IngestedTypeInfo();

    private IngestedTypeInfo() {
        super(Ingested.class);
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    TypeSerializer<Ingested> serializer() {
        return IngestedSerializer.INSTANCE;
    }
}
