package io.cardwatch.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Ctrl-C end a run in order: the run's thread is interrupted, and the process waits until it
 * has closed what it opened.
 */
public final class Interruption implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final long CLOSING_SECONDS = 20;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    /** Guards the calling thread until {@link #close}. */
    public Interruption() {
        Thread running = Thread.currentThread();
        hook =
                new Thread(
                        () -> {
                            running.interrupt();
                            waitUntilClosed();
                        },
                        "cardwatch-ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void waitUntilClosed() {
        try {
            boolean inTime = closed.await(CLOSING_SECONDS, TimeUnit.SECONDS);
            LOG.info("Ended by a signal, closed in time: {}", inTime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is shutting down: the hook is what made this run end.
        }
    }
}
