package io.cardwatch.channel.email;

import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.DEAD_ADDRESS;
import static io.cardwatch.channel.SendOutcome.Kind.OUR_BUG;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY_LATER;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;

/**
 * What a server's refusal comes to: the enhanced code says what about (RFC 3463 and the registry
 * that RFC 5248 made), the step says whom it concerns.
 *
 * <p>A refusal that speaks of one recipient or one message never stops the channel, however the
 * server words it: a stranger's policy would otherwise silence every customer.
 */
final class SmtpReplies {
    private SmtpReplies() {}

    /** How far a connection has come, and so what a refusal is about. */
    enum Step {
        /** The greeting, the names, the start of TLS. */
        HELLO,
        LOGIN,
        SENDER,
        RECIPIENT,
        /** From DATA to the answer to the whole message. */
        MESSAGE
    }

    /** The outcome of a refusal; surely nothing was sent. */
    static SendOutcome outcome(Step step, SmtpReply reply) {
        return SendOutcome.of(
                reply.isPassing() ? passing(step, reply) : lasting(step, reply), reply.shown());
    }

    private static Kind passing(Step step, SmtpReply reply) {
        if (step == Step.LOGIN && reply.code() == 432) {
            return CHANNEL_DOWN; // The password has to be changed first.
        }
        boolean limit =
                reply.subject() == 7 // Greylisting, too many messages, too many sign-ins.
                        || reply.is(5, 3) // Too many recipients.
                        || reply.is(2, 1) // The mailbox takes no more for now.
                        || reply.is(2, 2); // The mailbox is full.
        return limit ? RETRY_LATER : RETRY;
    }

    private static Kind lasting(Step step, SmtpReply reply) {
        return switch (reply.code()) {
            case 530, 534, 535, 538 -> CHANNEL_DOWN;
            default ->
                    switch (step) {
                        case HELLO, LOGIN -> CHANNEL_DOWN;
                        case SENDER -> ofSender(reply);
                        case RECIPIENT, MESSAGE -> ofMessage(step, reply);
                    };
        };
    }

    /** A sender that is refused is refused for every message. */
    private static Kind ofSender(SmtpReply reply) {
        return switch (reply.subject()) {
            case 3, 5, 6 -> OUR_BUG;
            case 7 -> reply.detail() == 28 ? RETRY_LATER : CHANNEL_DOWN;
            case -1 -> isSyntax(reply.code()) || reply.code() == 552 ? OUR_BUG : CHANNEL_DOWN;
            default -> CHANNEL_DOWN;
        };
    }

    private static Kind ofMessage(Step step, SmtpReply reply) {
        return switch (reply.subject()) {
            case 1 -> reply.detail() == 7 || reply.detail() == 8 ? CHANNEL_DOWN : DEAD_ADDRESS;
            case 2 ->
                    switch (reply.detail()) {
                        case 2 -> RETRY_LATER;
                        case 3 -> OUR_BUG;
                        default -> DEAD_ADDRESS;
                    };
            case 3 -> reply.detail() == 4 ? OUR_BUG : RETRY_LATER;
            case 4 -> DEAD_ADDRESS;
            case 5, 6 -> OUR_BUG;
            case 7 -> ofPolicy(reply.detail());
            default -> step == Step.RECIPIENT ? ofRecipient(reply.code()) : OUR_BUG;
        };
    }

    private static Kind ofPolicy(int detail) {
        return switch (detail) {
            case 17, 18 -> DEAD_ADDRESS; // Mailbox or domain has another owner now.
            case 28 -> RETRY_LATER; // Too many messages.
            case 8, 9, 10, 11, 12, 13, 14 -> CHANNEL_DOWN; // How the bank signs in.
            case 20, 21, 22, 23, 24, 25, 26, 27 -> CHANNEL_DOWN; // DKIM, SPF, reverse DNS, DMARC.
            default -> detail >= 500 ? CHANNEL_DOWN : OUR_BUG; // From 500 on: a blocked sender.
        };
    }

    /** Without an enhanced code, by what RFC 5321 gives the codes for. */
    private static Kind ofRecipient(int code) {
        return switch (code) {
            case 550, 551, 553, 521, 556 -> DEAD_ADDRESS;
            case 552 -> RETRY_LATER; // The mailbox is full.
            default -> OUR_BUG;
        };
    }

    private static boolean isSyntax(int code) {
        return code <= 504 || code == 555;
    }
}
