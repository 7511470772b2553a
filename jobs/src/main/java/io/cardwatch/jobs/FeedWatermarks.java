package io.cardwatch.jobs;

import io.cardwatch.engine.EventInFlight;
import io.cardwatch.engine.FeedClock;
import io.cardwatch.operator.Ingested;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Watermarks of one feed's partition, which only clear state: behind its clock by the allowed
 * lateness.
 */
final class FeedWatermarks implements WatermarkGenerator<Ingested> {
    private final FeedClock clock = new FeedClock();
    private final long lateness;

    FeedWatermarks(long latenessMillis) {
        this.lateness = latenessMillis;
    }

    @Override
    public void onEvent(Ingested record, long kafkaTime, WatermarkOutput output) {
        EventInFlight event = record.event();
        if (event != null) {
            clock.see(event.time());
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (clock.time() != FeedClock.UNKNOWN) {
            output.emitWatermark(new Watermark(clock.time() - lateness - 1));
        }
    }
}
