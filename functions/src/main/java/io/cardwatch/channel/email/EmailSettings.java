package io.cardwatch.channel.email;

import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for one e-mail channel, checked; without the password.
 *
 * @param host the mail server
 * @param port its port
 * @param tls how the connection is made private
 * @param authorities PEM file of the certificates that the server's must go back to, or null for
 *     those that Java trusts
 * @param username who signs in, or null for nobody
 * @param from the sender's address
 * @param replyTo where answers go, or null for the sender
 * @param unsubscribeUrl where one click withdraws the consent, or null for an e-mail that says STOP
 * @param timeout how long an attempt may take as a whole
 * @param connections attempts under way at a time at most
 */
record EmailSettings(
        String host,
        int port,
        Tls tls,
        @Nullable Path authorities,
        @Nullable String username,
        InternetAddress from,
        @Nullable InternetAddress replyTo,
        @Nullable URI unsubscribeUrl,
        Duration timeout,
        int connections) {
    /** How a connection is made private. */
    enum Tls {
        /** After a greeting in the clear; a server that does not offer it is sent nothing. */
        STARTTLS,
        /** From the first byte. */
        IMPLICIT,
        /** Not at all. */
        NONE
    }

    /** The domain of the sender, which stands behind message ids too. */
    String domain() {
        String address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
