package io.cardwatch.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Signs as Standard Webhooks says, by every secret that is in use. */
final class Signatures {
    private static final String PREFIX = "whsec_";

    /** Below this the standard calls a secret too short. */
    private static final int LEAST_BYTES = 24;

    private Signatures() {}

    /**
     * The signature header: one signature for each secret, between spaces, so that the hub can take
     * a new secret up before the old one goes.
     *
     * @param secrets in the form {@code whsec_} and base64
     * @throws IllegalStateException where a secret has another form, or is too short; it tells
     *     nothing of the secret
     */
    static String of(List<String> secrets, String id, long seconds, byte[] body) {
        String text = new String(body, UTF_8);
        List<String> signatures = new ArrayList<>();
        for (String secret : secrets) {
            signatures.add(sign(key(secret), id, seconds, text));
        }
        return String.join(" ", signatures);
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (key.length >= LEAST_BYTES) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // Told below; its message quotes characters of the secret.
            }
        }
        throw new IllegalStateException("a secret is whsec_ and base64 of 24 bytes or more");
    }

    private static String sign(byte[] key, String id, long seconds, String body) {
        try {
            return new Webhook(key).sign(id, seconds, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
