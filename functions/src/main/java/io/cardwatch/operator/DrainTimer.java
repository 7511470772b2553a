package io.cardwatch.operator;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** One timer for all that waits for a channel: the earliest time asked for counts. */
final class DrainTimer {
    private final ProcessingTimeService times;
    private final ThrowingRunnable<Exception> drain;
    private long dueAt = Long.MAX_VALUE;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * A timer that is not set.
     *
     * @param drain what is done when it is time, on the task's thread
     */
    DrainTimer(ProcessingTimeService times, ThrowingRunnable<Exception> drain) {
        this.times = times;
        this.drain = drain;
    }

    /** Drains at that time, in milliseconds since 1970, or earlier where it is set so. */
    void setTo(long time) {
        if (time >= dueAt) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        dueAt = time;
        timer = times.registerTimer(time, at -> fire(time));
    }

    private void fire(long time) throws Exception {
        // One that was replaced may have been on its way already.
        if (time == dueAt) {
            dueAt = Long.MAX_VALUE;
            timer = null;
            drain.run();
        }
    }
}
