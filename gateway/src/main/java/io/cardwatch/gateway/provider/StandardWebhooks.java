package io.cardwatch.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Checks requests that are signed as <a href="https://www.standardwebhooks.com">Standard
 * Webhooks</a> says, over the raw body, by any secret in use.
 */
public final class StandardWebhooks {
    /** How far the signature's time may be from now. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");
    private static final int MOST_SIGNATURES = 10;

    private final Secret secret;
    private final InstantSource clock;

    public StandardWebhooks(Secret secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * The request's id, by which a repeated one is known.
     *
     * @throws RefusedException where the request is not genuine, or too old
     */
    public String verify(WebRequest request) {
        String id = request.header("webhook-id");
        String timestamp = request.header("webhook-timestamp");
        String signatures = request.header("webhook-signature");
        if (id == null || timestamp == null || signatures == null || !ID.matcher(id).matches()) {
            throw new RefusedException(Refusal.UNSIGNED);
        }
        boolean genuine = false;
        String[] given = signatures.split(" ", MOST_SIGNATURES + 1);
        for (String each : ConstantTime.secrets(secret)) {
            String expected = sign(key(each), id, timestamp, request.body());
            for (String signature : given) {
                genuine |= ConstantTime.equal(VERSION + expected, signature);
            }
        }
        if (!genuine) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
        requireRecent(timestamp);
        return id;
    }

    private void requireRecent(String timestamp) {
        try {
            long seconds = Long.parseLong(timestamp);
            long off = Math.abs(Math.subtractExact(clock.instant().getEpochSecond(), seconds));
            if (off <= WINDOW.toSeconds()) {
                return;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // As far off as can be.
        }
        throw new RefusedException(Refusal.OUTSIDE_WINDOW);
    }

    private static byte[] key(String secret) {
        try {
            if (secret.startsWith(PREFIX)) {
                return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new RefusedException(Refusal.NO_SECRET);
    }

    private static String sign(byte[] key, String id, String timestamp, byte[] body) {
        return Base64.getEncoder()
                .encodeToString(
                        Hashing.hmacSha256(key)
                                .newHasher()
                                .putString(id + '.' + timestamp + '.', UTF_8)
                                .putBytes(body)
                                .hash()
                                .asBytes());
    }
}
