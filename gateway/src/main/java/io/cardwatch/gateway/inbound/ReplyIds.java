package io.cardwatch.gateway.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.cardwatch.reply.Answer;

/** Ids of replies: the same for the same answer, however often and to whomever it is brought. */
final class ReplyIds {
    private static final int DIGITS = 32;

    private ReplyIds() {}

    /** By what the provider calls it. */
    static String of(Site site, String providerId) {
        return hash("id", site, providerId);
    }

    /** By what it says, where the provider has no name for it. */
    static String of(Site site, String alertId, Answer answer) {
        return hash("answer", site, alertId + '.' + answer.wireName());
    }

    /** Of the further replies that one message comes to. */
    static String further(String replyId, String alertId) {
        return digest(replyId + '.' + alertId);
    }

    private static String hash(String kind, Site site, String what) {
        return digest(String.join("\n", kind, site.bankId(), site.channel(), what));
    }

    private static String digest(String text) {
        return Hashing.sha256().hashString(text, UTF_8).toString().substring(0, DIGITS);
    }
}
