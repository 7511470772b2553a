package io.cardwatch.jobs;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * For sources whose records say nothing of how far the events have come: idle from the first moment
 * on, so that they hold back no watermark and push none ahead.
 */
final class Untimed<T> implements WatermarkGenerator<T> {
    private Untimed() {}

    static <T> WatermarkStrategy<T> strategy() {
        return WatermarkStrategy.forGenerator(context -> new Untimed<>());
    }

    @Override
    public void onEvent(T record, long kafkaTime, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.markIdle();
    }
}
