package io.cardwatch.operator;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.event.Rejection;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends events on and rejections aside. */
public final class SplitRejections extends ProcessFunction<Ingested, EventInFlight> {
    public static final OutputTag<Rejection> REJECTIONS =
            new OutputTag<>("rejections", TypeInformation.of(Rejection.class));

    @Override
    public void processElement(Ingested record, Context context, Collector<EventInFlight> out) {
        EventInFlight event = record.event();
        if (event != null) {
            out.collect(event);
        } else {
            context.output(REJECTIONS, record.rejection());
        }
    }
}
