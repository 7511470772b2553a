package io.cardwatch.operator;

import org.apache.flink.api.common.typeutils.TypeSerializer;

/** What travels between two stages. */
public final class StageRecordTypeInfo extends CustomTypeInfo<StageRecord> {
    public static final StageRecordTypeInfo INSTANCE = new StageRecordTypeInfo();

    private StageRecordTypeInfo() {
        super(StageRecord.class);
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    TypeSerializer<StageRecord> serializer() {
        return StageRecordSerializer.INSTANCE;
    }
}
