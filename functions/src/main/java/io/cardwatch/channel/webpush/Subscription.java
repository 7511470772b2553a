package io.cardwatch.channel.webpush;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import io.cardwatch.json.RecordCodec;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser takes pushes, as {@code PushSubscription.toJSON()} gives it; the address of a
 * consent.
 *
 * @param endpoint the push service's address for this browser
 * @param keys what messages to it are encrypted with
 */
record Subscription(URI endpoint, UserAgentMessageEncryptionKeyInfo keys) {
    private static final RecordCodec<Form> CODEC = new RecordCodec<>(Form.class);
    private static final int AUTH_LENGTH = 16;

    private record Form(@Nullable String endpoint, @Nullable Keys keys) {
        @Override
        public String toString() {
            return "Form[redacted]";
        }
    }

    private record Keys(@Nullable String p256dh, @Nullable String auth) {
        @Override
        public String toString() {
            return "Keys[redacted]";
        }
    }

    /** The subscription that the text says, or null where it says none. */
    static @Nullable Subscription parse(String json) {
        Form form = CODEC.decode(json.getBytes(UTF_8));
        if (form == null
                || form.endpoint() == null
                || form.keys() == null
                || form.keys().p256dh() == null
                || form.keys().auth() == null) {
            return null;
        }
        try {
            URI endpoint = URI.create(form.endpoint());
            byte[] auth = Base64.getUrlDecoder().decode(form.keys().auth());
            byte[] key = Base64.getUrlDecoder().decode(form.keys().p256dh());
            if (endpoint.getHost() == null || auth.length != AUTH_LENGTH) {
                return null;
            }
            return new Subscription(endpoint, UserAgentMessageEncryptionKeyInfo.of(key, auth));
        } catch (RuntimeException e) {
            // No URI, no base64url, or no point of the curve; their messages quote it.
            return null;
        }
    }

    @Override
    public String toString() {
        return "Subscription[redacted]";
    }
}
