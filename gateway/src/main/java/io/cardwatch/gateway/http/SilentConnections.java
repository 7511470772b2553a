package io.cardwatch.gateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that have no request under way and bring none in time, however often they send
 * a byte: a header that trickles in resets the idle time-out, but not this one.
 */
final class SilentConnections extends AbstractLifeCycle implements Connection.Listener {
    private static final long LOOK_MILLIS = 250;
    private static final long BUSY = Long.MAX_VALUE;

    private final long patienceNanos;
    private final Map<Connection, Long> silentSince = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    1,
                    task -> {
                        Thread thread = new Thread(task, "cardwatch-gateway-connections");
                        thread.setDaemon(true);
                        return thread;
                    });
    private @Nullable ScheduledFuture<?> looking;

    SilentConnections(Duration patience) {
        patienceNanos = patience.toNanos();
    }

    @Override
    protected void doStart() {
        looking =
                timer.scheduleWithFixedDelay(
                        this::closeSilent, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        if (looking != null) {
            looking.cancel(false);
        }
        timer.shutdownNow();
    }

    @Override
    public void onOpened(Connection connection) {
        silentSince.put(connection, System.nanoTime());
    }

    @Override
    public void onClosed(Connection connection) {
        silentSince.remove(connection);
    }

    void begin(Connection connection) {
        silentSince.replace(connection, BUSY);
    }

    void end(Connection connection) {
        silentSince.replace(connection, System.nanoTime());
    }

    private void closeSilent() {
        long now = System.nanoTime();
        silentSince.forEach(
                (connection, since) -> {
                    if (since != BUSY && now - since > patienceNanos) {
                        connection.getEndPoint().close();
                    }
                });
    }
}
