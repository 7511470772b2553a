package io.cardwatch.channel.email;

import io.cardwatch.channel.Authorities;
import jakarta.mail.Session;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one channel that wait for their next message, the last used first. There are
 * never more of them, with those in use, than attempts at a time.
 */
final class SmtpConnections implements AutoCloseable {
    private final EmailSettings settings;
    private final ScheduledExecutorService timers;
    private final Deque<SmtpConnection> idle = new ArrayDeque<>();
    private @Nullable Session session;
    private boolean closed;

    /**
     * No connection yet.
     *
     * @param timers what ends a write that does not get through
     */
    SmtpConnections(EmailSettings settings, ScheduledExecutorService timers) {
        this.settings = settings;
        this.timers = timers;
    }

    /** One that waits and is signed in with that password, or null. */
    @Nullable SmtpConnection takeIdle(@Nullable String password) {
        while (true) {
            SmtpConnection connection;
            synchronized (this) {
                connection = idle.pollFirst();
            }
            if (connection == null || connection.isUsable(password)) {
                return connection;
            }
            connection.end();
        }
    }

    /** One that is still to be opened. */
    SmtpConnection create(@Nullable String password) throws IOException, GeneralSecurityException {
        Session current;
        synchronized (this) {
            if (session == null) {
                session = Session.getInstance(properties());
            }
            current = session;
        }
        return new SmtpConnection(current, settings, password);
    }

    /** Keeps a connection for the next message. */
    void giveBack(SmtpConnection connection) {
        synchronized (this) {
            if (!closed) {
                idle.addFirst(connection);
                return;
            }
        }
        connection.end();
    }

    /** Closes those that have waited too long for a message. */
    void closeStale() {
        Deque<SmtpConnection> stale = new ArrayDeque<>();
        synchronized (this) {
            while (!idle.isEmpty() && idle.peekLast().isStale()) {
                stale.add(idle.removeLast());
            }
        }
        stale.forEach(SmtpConnection::end);
    }

    @Override
    public void close() {
        Deque<SmtpConnection> all;
        synchronized (this) {
            closed = true;
            all = new ArrayDeque<>(idle);
            idle.clear();
        }
        all.forEach(SmtpConnection::end);
    }

    /** Of this channel alone: the machine's own properties are neither read nor set. */
    private Properties properties() throws IOException, GeneralSecurityException {
        Properties properties = new Properties();
        String millis = String.valueOf(settings.timeout().toMillis());
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.executor.writetimeout", timers);
        // Otherwise it would look up this machine's name, and tell it.
        properties.put("mail.smtp.localhost", settings.domain());
        properties.put("mail.smtp.from", settings.from().getAddress());
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        if (settings.tls() != EmailSettings.Tls.NONE) {
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
            properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
            properties.put("mail.smtp.socketFactory.fallback", "false");
            boolean implicit = settings.tls() == EmailSettings.Tls.IMPLICIT;
            properties.put("mail.smtp.ssl.enable", String.valueOf(implicit));
            properties.put("mail.smtp.starttls.enable", String.valueOf(!implicit));
            properties.put("mail.smtp.starttls.required", String.valueOf(!implicit));
            if (settings.authorities() != null) {
                properties.put(
                        "mail.smtp.ssl.socketFactory",
                        Authorities.trusting(settings.authorities()));
            }
        }
        return properties;
    }
}
