package io.cardwatch.jobs;

import io.cardwatch.engine.FeedClock;
import io.cardwatch.operator.Ingested;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Watermarks of one partition of events or labels: behind its clock by the allowed lateness. Where
 * events are judged as they arrive, they only clear state.
 */
final class FeedWatermarks implements WatermarkGenerator<Ingested> {
    private final FeedClock clock = new FeedClock();
    private final long lateness;

    FeedWatermarks(long latenessMillis) {
        this.lateness = latenessMillis;
    }

    @Override
    public void onEvent(Ingested record, long kafkaTime, WatermarkOutput output) {
        if (record.event() != null) {
            clock.see(record.time());
        }
        if (record.label() != null) {
            clock.see(record.label().knownAt().toEpochMilli());
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (clock.time() != FeedClock.UNKNOWN) {
            output.emitWatermark(new Watermark(clock.time() - lateness - 1));
        }
    }
}
