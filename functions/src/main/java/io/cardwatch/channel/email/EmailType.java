package io.cardwatch.channel.email;

import com.google.common.net.InetAddresses;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.email.EmailSettings.Tls;
import io.cardwatch.secret.Secret;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * E-mail through a bank's own mail server; {@code docs/channels/email.md} lists the options and
 * what each answer of the server comes to.
 */
public final class EmailType implements ChannelType {
    private static final int SUBMISSION_PORT = 587;
    private static final int DEFAULT_CONNECTIONS = 8;
    private static final int MOST_CONNECTIONS = 256;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final int LONGEST_UNSUBSCRIBE_URL = 500;

    @Override
    public String type() {
        return "email";
    }

    @Override
    public MessageChannel create(String name, ChannelOptions options) {
        String host = options.text("host");
        Tls tls =
                Tls.valueOf(
                        options.oneOf(List.of("starttls", "implicit", "none"), "tls", "starttls")
                                .toUpperCase(Locale.ROOT));
        if (tls == Tls.NONE && !isLoopback(host)) {
            throw options.unfit("tls", "none", "starttls, implicit; none to this machine alone");
        }
        InternetAddress from = mailbox(options, "from", options.text("from"));
        String replyTo = options.optionalText("reply-to");
        String authorities = options.optionalText("ca-file");
        String username = options.optionalText("username");
        Secret password =
                username == null ? options.optionalSecret("password") : options.secret("password");
        if (username == null && password != null) {
            options.text("username");
        }
        EmailSettings settings =
                new EmailSettings(
                        host,
                        options.number("port", SUBMISSION_PORT, 1, 65_535),
                        tls,
                        authorities == null ? null : Path.of(authorities),
                        username,
                        from,
                        replyTo == null ? null : mailbox(options, "reply-to", replyTo),
                        unsubscribeUrl(options),
                        timeout(options),
                        options.number("connections", DEFAULT_CONNECTIONS, 1, MOST_CONNECTIONS));
        options.refuseOthers();
        return new EmailChannel(name, settings, password, Clock.systemUTC());
    }

    private static boolean isLoopback(String host) {
        String literal = host.startsWith("[") ? host.replaceAll("[\\[\\]]", "") : host;
        return "localhost".equalsIgnoreCase(host)
                || (InetAddresses.isInetAddress(literal)
                        && InetAddresses.forString(literal).isLoopbackAddress());
    }

    private static InternetAddress mailbox(ChannelOptions options, String option, String text) {
        InternetAddress mailbox = Mailboxes.parse(text);
        if (mailbox == null) {
            throw options.unfit(option, text, "an address alone, such as alerts@bank.example");
        }
        return mailbox;
    }

    private static @Nullable URI unsubscribeUrl(ChannelOptions options) {
        String option = "unsubscribe-url";
        if (options.optionalText(option) == null) {
            return null;
        }
        URI uri = options.uri(option, null);
        if (!"https".equals(uri.getScheme())
                || uri.getRawFragment() != null
                || uri.toASCIIString().length() > LONGEST_UNSUBSCRIBE_URL) {
            // Not quoted whole: banks put tokens into addresses.
            throw options.unfit(
                    option,
                    uri.getScheme() + "://" + uri.getHost(),
                    "https://…, without '#', of at most " + LONGEST_UNSUBSCRIBE_URL + " signs");
        }
        return uri;
    }

    private static Duration timeout(ChannelOptions options) {
        Duration timeout = options.duration("timeout", DEFAULT_TIMEOUT);
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw options.unfit("timeout", options.text("timeout"), "1s to 5m");
        }
        return timeout;
    }
}
