package io.cardwatch.channel.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ReplyOption;
import io.cardwatch.reply.Answer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message as the bytes of an e-mail (RFC 5322): plain text alone, nothing that is loaded
 * from anywhere, so that reading it tells nobody anything.
 *
 * <p>The bytes are made here rather than by the mail library's content handlers, which it looks up
 * through the thread's class loader, and Flink's is not the one that has them.
 */
final class EmailText {
    private static final int LONGEST_SUBJECT = 150;

    /** In one language whatever the machine's, as the standard asks for. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final EmailSettings settings;
    private final String channel;

    EmailText(EmailSettings settings, String channel) {
        this.settings = settings;
        this.channel = channel;
    }

    /**
     * The same for every attempt at the same message on this channel, for example {@code
     * AL9.email@bank.example}.
     */
    String messageId(OutboundMessage message) {
        String local = message.messageId() + '.' + channel;
        return local.replaceAll("[^A-Za-z0-9._-]", "-") + '@' + settings.domain();
    }

    /** The whole e-mail, its lines ended by CR LF. */
    byte[] write(OutboundMessage message, InternetAddress to, Instant now)
            throws MessagingException, IOException {
        ByteArrayOutputStream email = new ByteArrayOutputStream();
        InternetAddress from =
                new InternetAddress(
                        settings.from().getAddress(), line(message.bankName()), UTF_8.name());
        header(email, "Date", DATE.format(now));
        header(email, "From", MimeUtility.fold("From: ".length(), from.toString()));
        header(email, "To", to.getAddress());
        if (settings.replyTo() != null) {
            header(email, "Reply-To", settings.replyTo().getAddress());
        }
        header(email, "Message-ID", '<' + messageId(message) + '>');
        header(email, "Subject", subject(message));
        unsubscribing(email, message.replies());
        header(email, "Auto-Submitted", "auto-generated");
        String language = message.locale().toLanguageTag();
        if (!"und".equals(language)) {
            header(email, "Content-Language", language);
        }
        header(email, "MIME-Version", "1.0");
        header(email, "Content-Type", "text/plain; charset=UTF-8");
        header(email, "Content-Transfer-Encoding", "quoted-printable");
        email.write("\r\n".getBytes(US_ASCII));
        try (OutputStream encoded = MimeUtility.encode(email, "quoted-printable")) {
            encoded.write(body(message.text()).getBytes(UTF_8));
        }
        return email.toByteArray();
    }

    /** The title, and where a template has none the bank's name: never a word of the text. */
    private static String subject(OutboundMessage message) throws IOException {
        String title = line(message.title() == null ? "" : message.title());
        String subject = title.isEmpty() ? line(message.bankName()) : title;
        if (subject.codePointCount(0, subject.length()) > LONGEST_SUBJECT) {
            subject = subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT));
        }
        return MimeUtility.fold(
                "Subject: ".length(), MimeUtility.encodeText(subject, UTF_8.name(), null));
    }

    /**
     * One click in the reader's mail program (RFC 8058) where the channel has an address for that
     * and the message the payload; otherwise an e-mail that says STOP.
     */
    private void unsubscribing(OutputStream email, List<ReplyOption> replies) throws IOException {
        String payload = null;
        for (ReplyOption reply : replies) {
            if (reply.answer() == Answer.STOP) {
                payload = reply.payload();
            }
        }
        URI url = settings.unsubscribeUrl();
        if (url != null && payload != null) {
            String separator = url.getRawQuery() == null ? "?t=" : "&t=";
            header(
                    email,
                    "List-Unsubscribe",
                    '<'
                            + url.toASCIIString()
                            + separator
                            + URLEncoder.encode(payload, UTF_8)
                            + '>');
            header(email, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        } else {
            header(email, "List-Unsubscribe", "<mailto:" + mailto() + "?subject=STOP>");
        }
    }

    private String mailto() {
        @Nullable InternetAddress replyTo = settings.replyTo();
        String address = (replyTo == null ? settings.from() : replyTo).getAddress();
        int at = address.lastIndexOf('@');
        return URLEncoder.encode(address.substring(0, at), UTF_8).replace("+", "%20")
                + address.substring(at);
    }

    /** In one line, without signs that control anything. */
    private static String line(String text) {
        return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    }

    /** With the line ends that e-mail has, and no other signs that control anything. */
    private static String body(String text) {
        return text.replaceAll("\\R", "\n")
                        .replaceAll("[\\p{Cc}&&[^\\n\\t]]", " ")
                        .strip()
                        .replace("\n", "\r\n")
                + "\r\n";
    }

    private static void header(OutputStream email, String name, String value) throws IOException {
        email.write((name + ": " + value + "\r\n").getBytes(US_ASCII));
    }
}
