package io.cardwatch.channel.smpp;

import io.cardwatch.channel.SendOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for one message centre, checked; without the password.
 *
 * @param host the message centre
 * @param port its port
 * @param tls whether the connection is made private
 * @param authorities PEM file of the certificates that the centre's must go back to, or null for
 *     those that Java trusts
 * @param systemId who binds
 * @param systemType what the centre calls this kind of system, or empty
 * @param serviceType what the centre calls this kind of message, or empty
 * @param sender who the messages come from
 * @param compact whether the centre's default alphabet is GSM-7; otherwise everything goes in UCS-2
 * @param longTexts how a text that is too long for one message is sent
 * @param receipts whether the centre is asked to report what became of a message
 * @param codes what codes of the centre's own mean, laid over the standard's
 * @param validity how long the centre may keep a message before it is too old to send
 * @param timeout how long an attempt may take as a whole
 * @param enquireLink after how long a silent connection is asked whether it still lives
 * @param window messages under way at a time at most
 */
record SmppSettings(
        String host,
        int port,
        boolean tls,
        @Nullable Path authorities,
        String systemId,
        String systemType,
        String serviceType,
        SmppAddress sender,
        boolean compact,
        LongTexts longTexts,
        boolean receipts,
        Map<Integer, SendOutcome.Kind> codes,
        Duration validity,
        Duration timeout,
        Duration enquireLink,
        int window) {
    /** How a text that is too long for one message is sent. */
    enum LongTexts {
        /** As messages of their own, whose headers tell the phone how to put them together. */
        SEGMENTS,
        /** As one, which the centre cuts up. */
        PAYLOAD
    }

    SmppSettings {
        codes = Map.copyOf(codes);
    }
}
