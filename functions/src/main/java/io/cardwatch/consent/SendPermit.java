package io.cardwatch.consent;

import com.google.common.base.Ticker;
import io.cardwatch.alert.DetailLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leave to make one attempt at sending one message to one address, now: of one alert, or of several
 * of the same cardholder together.
 *
 * <p>Only {@link ConsentPolicy} makes one, from a consent that is live at that moment, so that no
 * message can be sent past the consent check. It holds for a single attempt: a channel calls {@link
 * #claim()} on the thread that starts the send, before anything leaves. Nobody keeps a permit, in
 * state or in a queue: it is no record and not serializable on purpose, and it goes stale {@link
 * #VALIDITY} after it was issued. Each retry needs a new one.
 */
public final class SendPermit {
    /** How long after its issue a permit can be claimed, by a clock that never goes back. */
    public static final Duration VALIDITY = Duration.ofSeconds(5);

    private final String bankId;
    private final String subjectRef;
    private final String channel;
    private final String address;
    private final long consentVersion;
    private final List<String> alertIds;
    private final DetailLevel detail;
    private final Locale locale;
    private final ZoneId timeZone;
    private final Instant issuedAt;
    private final Ticker ticker;
    private final long issuedTick;
    private final AtomicBoolean claimed = new AtomicBoolean();

    SendPermit(
            String bankId,
            String subjectRef,
            String channel,
            String address,
            long consentVersion,
            List<String> alertIds,
            DetailLevel detail,
            Locale locale,
            ZoneId timeZone,
            Instant issuedAt,
            Ticker ticker) {
        this.bankId = bankId;
        this.subjectRef = subjectRef;
        this.channel = channel;
        this.address = address;
        this.consentVersion = consentVersion;
        this.alertIds = List.copyOf(alertIds);
        this.detail = detail;
        this.locale = locale;
        this.timeZone = timeZone;
        this.issuedAt = issuedAt;
        this.ticker = ticker;
        this.issuedTick = ticker.read();
    }

    /**
     * Uses the permit up.
     *
     * @return true where the attempt may start; false where the permit is stale: then nothing may
     *     be sent, and the caller asks for a new permit
     * @throws IllegalStateException where it was claimed before, which is a fault in a channel
     */
    public boolean claim() {
        if (claimed.getAndSet(true)) {
            throw new IllegalStateException("a permit is for one attempt; ask for a new one");
        }
        return ticker.read() - issuedTick <= VALIDITY.toNanos();
    }

    public String bankId() {
        return bankId;
    }

    public String subjectRef() {
        return subjectRef;
    }

    public String channel() {
        return channel;
    }

    /** Where the channel reaches the user. */
    public String address() {
        return address;
    }

    /** The version of the consent that this rests on; receipts carry it. */
    public long consentVersion() {
        return consentVersion;
    }

    /** The alerts that the message may tell of, in the order they were made; at least one. */
    public List<String> alertIds() {
        return alertIds;
    }

    /** What every attempt at the same message has in common: the id of its first alert. */
    public String messageId() {
        return alertIds.get(0);
    }

    /** What the message may show. */
    public DetailLevel detail() {
        return detail;
    }

    public Locale locale() {
        return locale;
    }

    public ZoneId timeZone() {
        return timeZone;
    }

    /** When the permit was issued, by the job's clock. */
    public Instant issuedAt() {
        return issuedAt;
    }

    @Override
    public String toString() {
        return "SendPermit[redacted, message " + messageId() + ", channel " + channel + "]";
    }
}
