package io.cardwatch.operator;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * The machine's clock as an operator sees it, but for steps back, during which it stands: for
 * libraries that measure time by it.
 */
final class ProcessingClock extends Clock {
    private final ProcessingTimeService service;
    private long machine;
    private long millis;

    ProcessingClock(ProcessingTimeService service) {
        this.service = service;
        this.machine = service.getCurrentProcessingTime();
        this.millis = machine;
    }

    @Override
    public long millis() {
        long now = service.getCurrentProcessingTime();
        millis += Math.max(0, now - machine);
        machine = now;
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the machine's clock is in UTC");
    }
}
