package io.cardwatch.channel.email;

import io.cardwatch.channel.HandOver;
import io.cardwatch.channel.email.SmtpReplies.Step;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the mail server, and what the server said last.
 *
 * <p>The library tells of a refusal by exceptions that quote address and text, and a refusal that
 * the server follows by closing the connection is hidden by the failure of the library's own
 * clean-up. So the replies are kept here as they come. For one thread at a time.
 */
final class SmtpConnection extends SMTPTransport {
    private static final long UNCHECKED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_MESSAGES = 100;

    /** The library's loggers, named after this class's package, would write whole dialogues. */
    private static final Logger DIALOGUE = Logger.getLogger(SmtpConnection.class.getPackageName());

    static {
        DIALOGUE.setLevel(Level.OFF);
    }

    private final EmailSettings settings;
    private final @Nullable String password;
    private Step step = Step.HELLO;
    private @Nullable SmtpReply reply;
    private boolean cleaningUp;
    private HandOver handOver = new HandOver();
    private int messages;
    private long usedAt = System.nanoTime();

    /** A connection that is not made yet. */
    SmtpConnection(Session session, EmailSettings settings, @Nullable String password) {
        super(session, new URLName("smtp", settings.host(), settings.port(), null, null, null));
        this.settings = settings;
        this.password = password;
    }

    /** Connects, starts TLS and signs in, as configured. */
    void open() throws MessagingException {
        connect(settings.host(), settings.port(), settings.username(), password);
    }

    /**
     * Hands a message over.
     *
     * @throws MessagingException where the server did not take it; {@link #reply()} and {@code
     *     handOver} tell more
     */
    void send(byte[] email, InternetAddress to, HandOver handOver) throws MessagingException {
        this.handOver = handOver;
        // As it came from the wire: such a message is written out byte by byte.
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(email));
        sendMessage(message, new Address[] {to});
        messages++;
        usedAt = System.nanoTime();
    }

    /** Whether another message may go through it; asks the server after a pause. */
    boolean isUsable(@Nullable String currentPassword) {
        return Objects.equals(password, currentPassword)
                && messages < MOST_MESSAGES
                && !isStale()
                && (idleNanos() < UNCHECKED_NANOS || isConnected());
    }

    /** Whether it has waited so long that the server may be about to close it. */
    boolean isStale() {
        return idleNanos() >= LONGEST_IDLE_NANOS;
    }

    private long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    /** How far it has come. */
    Step step() {
        return step;
    }

    /** The last answer to a command that was part of the work, or null where there was none. */
    @Nullable SmtpReply reply() {
        return reply;
    }

    /** Says good-bye without waiting for an answer; failures do not matter any more. */
    void end() {
        try {
            close();
        } catch (MessagingException | RuntimeException e) {
            // It is closed all the same.
        }
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!handOver.begin()) {
            // The library then closes the connection, and the server drops what it has.
            throw new IOException("given up");
        }
        super.finishData();
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        int end = command.indexOf(' ');
        String verb = end < 0 ? command : command.substring(0, end);
        cleaningUp = false;
        switch (verb) {
            case "EHLO", "HELO", "STARTTLS" -> step = Step.HELLO;
            case "AUTH" -> step = Step.LOGIN;
            case "MAIL" -> step = Step.SENDER;
            case "RCPT" -> step = Step.RECIPIENT;
            case "DATA", "." -> step = Step.MESSAGE;
            default -> cleaningUp = true;
        }
        if (!cleaningUp) {
            reply = null;
        }
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (!cleaningUp) {
            reply = code < 0 ? null : SmtpReply.of(code, getLastServerResponse());
        }
        return code;
    }
}
