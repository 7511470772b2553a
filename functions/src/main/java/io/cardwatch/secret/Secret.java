package io.cardwatch.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret in use: read where it stands, and read again when it may have changed, so that it is
 * rotated without a restart by writing its file anew. (A process cannot see its environment change:
 * a secret that has to rotate belongs into a file.)
 *
 * <p>A place may hold several secrets, one a line, the newest first: what signs uses the newest, or
 * all while a rotation is under way. For one thread.
 */
public final class Secret {
    /** How long a change may stay unseen. */
    public static final Duration FRESHNESS = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);

    private final SecretReference reference;
    private final Ticker ticker;
    private List<String> values = List.of();
    private long readAt;

    /** The secret that stands there; it is read at its first use. */
    public Secret(SecretReference reference) {
        this(reference, Ticker.systemTicker());
    }

    Secret(SecretReference reference, Ticker ticker) {
        this.reference = reference;
        this.ticker = ticker;
    }

    /**
     * The newest secret.
     *
     * @throws IllegalStateException where it never could be read; the message names the place alone
     */
    public String newest() {
        return all().get(0);
    }

    /**
     * All that stand there, the newest first; at least one.
     *
     * @throws IllegalStateException where it never could be read; the message names the place alone
     */
    public List<String> all() {
        long now = ticker.read();
        if (values.isEmpty() || now - readAt > FRESHNESS.toNanos()) {
            values = read();
            readAt = now;
        }
        return values;
    }

    private List<String> read() {
        try {
            return new String(reference.resolve(), UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IllegalStateException e) {
            if (values.isEmpty()) {
                throw e;
            }
            // A file that is being replaced may be gone for a moment.
            LOG.warn("cannot read the secret in {} again; the one read before stays", reference);
            return values;
        }
    }

    @Override
    public String toString() {
        return "Secret[" + reference + "]";
    }
}
