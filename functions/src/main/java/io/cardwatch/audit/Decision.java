package io.cardwatch.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about an alert: a record of the decisions topic, its key the alert's id. The
 * audit log takes it over for ever, so it says nothing of the cardholder, the card, the payment or
 * the message.
 *
 * <p>Its texts are short words: what is longer than {@value #LONGEST} characters is cut, and a
 * character that no code, name or version has becomes {@code ?}. So whatever a provider answers, no
 * text of its own gets here.
 *
 * @param id the same for whoever says the same again, see {@link #of}
 * @param at when it was decided, by the job's clock; a repetition may have another time
 * @param bankId the bank of card and cardholder
 * @param alertId the alert
 * @param ruleSetVersion the rules that decided the alert
 * @param what which kind of decision
 * @param outcome how it ended, in a word of that kind
 * @param channel the channel that it is about, or null where it is about the alert
 * @param consentVersion the consent that it rests on, or null where it rests on none
 * @param attempt counted from 1, per alert and channel, or null where it is about none
 * @param reason why, or the provider's own code; or null
 */
public record Decision(
        String id,
        Instant at,
        String bankId,
        String alertId,
        String ruleSetVersion,
        What what,
        String outcome,
        @Nullable String channel,
        @Nullable Long consentVersion,
        @Nullable Integer attempt,
        @Nullable String reason) {
    /** No text is longer, in characters. */
    public static final int LONGEST = 64;

    /** The outcome of what kept a message from being sent. */
    public static final String NOT_SENT = "not_sent";

    /** The outcome of an alert that was sent, and of which nobody said that it arrived. */
    public static final String NOT_CONFIRMED = "not_confirmed";

    private static final int ID_BYTES = 16;
    private static final String SIGNS = " ._:/#=+-?";

    /** The kinds of decisions, and the outcomes that each has. */
    public enum What {
        /** An attempt was made: the words of {@code SendOutcome.Kind}; the provider's code. */
        ATTEMPT,
        /** A channel of the alert was not used: {@code not_sent}; why, as in the metrics. */
        REFUSED,
        /** The alert grew too old: {@code not_sent}, or {@code not_confirmed} where it was sent. */
        EXPIRED,
        /** There was no room for the alert: {@code not_sent}. */
        DROPPED,
        /** Every channel had its turn and none may have reached the user: {@code not_sent}. */
        UNDELIVERED,
        /** How "was this you?" ended: the words of {@code Outcome.Kind}. */
        OUTCOME;

        /** The word used on the wire, for example {@code refused}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Decision {
        id = word(id);
        requireNonNull(at, "at");
        bankId = word(bankId);
        alertId = word(alertId);
        ruleSetVersion = word(ruleSetVersion);
        requireNonNull(what, "what");
        outcome = word(outcome);
        channel = channel == null ? null : word(channel);
        reason = reason == null ? null : word(reason);
        if (attempt != null && attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1");
        }
    }

    /**
     * A decision under the id that belongs to it: the first 16 bytes of SHA-256 over alert, kind,
     * channel, attempt, outcome and reason, in lower-case hex. A replay that decides the same
     * writes the same id; one that decides otherwise has made another decision.
     */
    public static Decision of(
            String bankId,
            String alertId,
            String ruleSetVersion,
            What what,
            String outcome,
            @Nullable String channel,
            @Nullable Long consentVersion,
            @Nullable Integer attempt,
            @Nullable String reason,
            Instant at) {
        return new Decision(
                id(alertId, what, channel, attempt, outcome, reason),
                at,
                bankId,
                alertId,
                ruleSetVersion,
                what,
                outcome,
                channel,
                consentVersion,
                attempt,
                reason);
    }

    private static String id(
            String alertId,
            What what,
            @Nullable String channel,
            @Nullable Integer attempt,
            String outcome,
            @Nullable String reason) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, alertId);
        put(hasher, what.wireName());
        put(hasher, channel == null ? "" : channel);
        put(hasher, attempt == null ? "" : attempt.toString());
        put(hasher, outcome);
        put(hasher, reason == null ? "" : reason);
        return HexFormat.of().formatHex(Arrays.copyOf(hasher.hash().asBytes(), ID_BYTES));
    }

    /** Each part after its length, so that no two lists of parts run together to one. */
    @SuppressWarnings("CheckReturnValue") // The hasher returns itself.
    private static void put(Hasher hasher, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        hasher.putInt(bytes.length).putBytes(bytes);
    }

    private static String word(String text) {
        int length = Math.min(text.length(), LONGEST);
        StringBuilder mended = null;
        for (int i = 0; i < length; i++) {
            char sign = text.charAt(i);
            if (!isPlain(sign)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, '?');
            }
        }
        String plain = mended == null ? text : mended.toString();
        return plain.length() == length ? plain : plain.substring(0, length);
    }

    private static boolean isPlain(char sign) {
        return (sign >= 'a' && sign <= 'z')
                || (sign >= 'A' && sign <= 'Z')
                || (sign >= '0' && sign <= '9')
                || SIGNS.indexOf(sign) >= 0;
    }
}
