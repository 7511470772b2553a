package io.cardwatch.gateway.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An opt-in under way, as the bank began it: a record of the enrolments topic, its key the keyed
 * hash of its code. It is good for one use.
 *
 * @param bankId the bank
 * @param subjectRef the cardholder, as consents will name them
 * @param channel the channel to opt in to
 * @param way how it is completed
 * @param status how far it has come
 * @param locale the user's language, as a BCP 47 tag
 * @param timeZone the user's IANA zone
 * @param detail what messages may show
 * @param minSeverity the least severity the user wants
 * @param textVersion the version of the words that the user agrees to
 * @param source where the user agrees, for example {@code mobile-app}
 * @param expiresAt from when on the code is worthless
 * @param address where the channel will reach the user, where the bank knows it; else null
 * @param joinedBy keyed hash of the address that has joined, or null
 * @param confirmBy until when that one may confirm, or null
 */
public record Enrolment(
        String bankId,
        String subjectRef,
        String channel,
        Way way,
        Status status,
        String locale,
        String timeZone,
        DetailLevel detail,
        Severity minSeverity,
        String textVersion,
        String source,
        Instant expiresAt,
        @Nullable String address,
        @Nullable String joinedBy,
        @Nullable Instant confirmBy) {
    /** How an opt-in is completed. */
    public enum Way {
        /** The provider's account linking. */
        LINKING,
        /** A text message with a code, and a second one that confirms. */
        KEYWORD,
        /** A link that the bank's own app opens. */
        LINK;

        /** The word used on the wire, for example {@code linking}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far an opt-in has come. */
    public enum Status {
        /** The code has not been used. */
        OPEN,
        /** The code came in a text message; its sender has yet to confirm. */
        JOINED,
        /** It ended in a consent, or in a refusal. */
        USED;

        /** The word used on the wire, for example {@code open}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Enrolment {
        requireNonNull(bankId, "bankId");
        requireNonNull(subjectRef, "subjectRef");
        requireNonNull(channel, "channel");
        requireNonNull(way, "way");
        requireNonNull(status, "status");
        requireNonNull(locale, "locale");
        requireNonNull(timeZone, "timeZone");
        requireNonNull(detail, "detail");
        requireNonNull(minSeverity, "minSeverity");
        requireNonNull(textVersion, "textVersion");
        requireNonNull(source, "source");
        requireNonNull(expiresAt, "expiresAt");
    }

    /** The same, waiting for that address to confirm. */
    public Enrolment joined(String by, Instant until) {
        return with(Status.JOINED, address, by, until);
    }

    /** The same at its end, without an address. */
    public Enrolment used() {
        return with(Status.USED, null, null, null);
    }

    private Enrolment with(
            Status changed, @Nullable String to, @Nullable String by, @Nullable Instant until) {
        return new Enrolment(
                bankId,
                subjectRef,
                channel,
                way,
                changed,
                locale,
                timeZone,
                detail,
                minSeverity,
                textVersion,
                source,
                expiresAt,
                to,
                by,
                until);
    }

    @Override
    public String toString() {
        return "Enrolment[redacted, " + way + ", " + status + "]";
    }
}
