package io.cardwatch.channel.email;

import com.google.common.base.Throwables;
import io.cardwatch.channel.HandOver;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.email.SmtpReplies.Step;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an attempt on the thread that it is called on, and tells its outcome.
 *
 * <p>Until the line that ends a message has been sent, a failure surely left nothing at the server.
 * From then on the server's answer decides, and where there is none nobody knows.
 */
final class SmtpSender {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);

    private final EmailSettings settings;
    private final SmtpConnections connections;
    private final EmailText text;
    private final Clock clock;

    SmtpSender(EmailSettings settings, SmtpConnections connections, EmailText text, Clock clock) {
        this.settings = settings;
        this.connections = connections;
        this.text = text;
        this.clock = clock;
    }

    /** The outcome of the attempt; it never throws. */
    SendOutcome send(EmailAttempt attempt) {
        SmtpConnection connection = null;
        try {
            byte[] email = text.write(attempt.message(), attempt.to(), clock.instant());
            connection = connections.takeIdle(attempt.password());
            if (connection == null) {
                connection = connections.create(attempt.password());
                connection.open();
            }
            connection.send(email, attempt.to(), attempt.handOver());
            connections.giveBack(connection);
            return SendOutcome.accepted(text.messageId(attempt.message()));
        } catch (MessagingException
                | IOException
                | GeneralSecurityException
                | RuntimeException failure) {
            SendOutcome outcome = outcome(failure, connection, attempt.handOver());
            if (connection != null) {
                connection.end();
            }
            return outcome;
        }
    }

    private SendOutcome outcome(
            Exception failure, @Nullable SmtpConnection connection, HandOver handOver) {
        SmtpReply reply = connection == null ? null : connection.reply();
        if (connection != null && reply != null && reply.refuses()) {
            return SmtpReplies.outcome(connection.step(), reply);
        }
        List<Throwable> causes = Throwables.getCausalChain(failure);
        if (handOver.isBegun()) {
            return reply != null && reply.code() / 100 == 2
                    ? SendOutcome.of(Kind.ACCEPTED, reply.shown())
                    : SendOutcome.of(Kind.UNKNOWN, wordFor(causes));
        }
        if (connection == null) {
            return unprepared(failure);
        }
        if (connection.step() == Step.HELLO) {
            String refused = refusedByUs(failure, causes, connection);
            if (refused != null) {
                return SendOutcome.of(Kind.CHANNEL_DOWN, refused);
            }
        }
        return SendOutcome.of(Kind.RETRY, wordFor(causes));
    }

    /** Before there was a connection to make: the e-mail or the file of authorities. */
    private static SendOutcome unprepared(Exception failure) {
        // Its message may quote the e-mail.
        LOG.error("an e-mail could not be prepared: {}", failure.getClass().getName());
        return failure instanceof MessagingException || failure instanceof RuntimeException
                ? SendOutcome.of(Kind.OUR_BUG, "message")
                : SendOutcome.of(Kind.CHANNEL_DOWN, "tls");
    }

    /** What keeps this side from going on, or null where the connection just failed. */
    private @Nullable String refusedByUs(
            Exception failure, List<Throwable> causes, SmtpConnection connection) {
        if (failure instanceof AuthenticationFailedException) {
            return "auth"; // No way of signing in that both sides know.
        }
        if (settings.tls() == EmailSettings.Tls.STARTTLS
                && connection.reply() != null
                && !connection.supportsExtension("STARTTLS")) {
            return "tls"; // Required, and not offered.
        }
        boolean broken =
                causes.stream()
                        .anyMatch(
                                cause ->
                                        cause instanceof EOFException
                                                || cause instanceof SocketException
                                                || cause instanceof SocketTimeoutException);
        boolean untrusted =
                causes.stream()
                        .anyMatch(
                                cause ->
                                        cause instanceof SSLException
                                                || cause instanceof GeneralSecurityException);
        return untrusted && !broken ? "tls" : null;
    }

    private static String wordFor(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof UnknownHostException) {
                return "dns";
            }
            if (cause instanceof MailConnectException) {
                return "connect";
            }
            if (cause instanceof SocketTimeoutException) {
                return "timeout";
            }
        }
        return "broken";
    }
}
