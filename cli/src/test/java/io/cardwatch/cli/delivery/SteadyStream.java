package io.cardwatch.cli.delivery;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing over and over at a steady pace on a thread of its own, whoever keeps up with it or
 * not: what was missed in a pause is made up for.
 */
public final class SteadyStream implements AutoCloseable {
    private static final long NANOS = 1_000_000_000L;

    private final Thread thread;
    private volatile boolean stopped;
    private volatile long done;
    private volatile @Nullable RuntimeException failure;

    /** What is done each time. */
    public interface Step {
        /**
         * Does it.
         *
         * @param number counted from 0
         */
        void take(long number);
    }

    private SteadyStream(int perSecond, Step step) {
        thread =
                new Thread(
                        () -> {
                            try {
                                run(perSecond, step);
                            } catch (RuntimeException e) {
                                failure = e;
                            }
                        },
                        "steady-stream");
        thread.setDaemon(true);
    }

    /** Starts at once. */
    public static SteadyStream start(int perSecond, Step step) {
        SteadyStream stream = new SteadyStream(perSecond, step);
        stream.thread.start();
        return stream;
    }

    private void run(int perSecond, Step step) {
        long started = System.nanoTime();
        for (long number = 0; !stopped; number++) {
            long due = started + number * NANOS / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            step.take(number);
            done = number + 1;
        }
    }

    /** How often it was done. */
    public long done() {
        return done;
    }

    /** Ends it; returns once the last step is taken. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }
}
