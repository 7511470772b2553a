package io.cardwatch.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes what a button of a message sends back when it is pressed: short enough for every provider
 * (61 characters), telling nothing but the alert and the answer, and worthless in any other hand.
 *
 * <p>The form is {@code c1.<alert id>.<answer>.<expiry>.<signature>}: the id as it is, the first
 * letter of the answer, the expiry in seconds since 1970 in base 36, and the first 12 bytes of an
 * HMAC-SHA-256 in URL-safe Base64. The signature covers the cardholder and the channel too, though
 * the payload does not name them: it holds for whom it was sent to, where it was sent.
 */
public final class ReplyPayloads {
    private static final String FORM = "c1";
    private static final int SIGNATURE_BYTES = 12;
    private static final int EXPIRY_RADIX = 36;

    private final SecretKeySpec key;

    /**
     * Payloads under a key that is derived from the secret.
     *
     * @param secret 16 bytes or more
     */
    public ReplyPayloads(byte[] secret) {
        key = new SecretKeySpec(mac(secret, "cardwatch reply payloads v1"), "HmacSHA256");
    }

    /**
     * The payload of one button.
     *
     * @param alertId the alert
     * @param bankId the bank of alert and cardholder
     * @param subjectRef the cardholder, as consents name them
     * @param channel the channel that the message goes through
     * @param answer what the button says
     * @param expiresAt from when on it no longer counts; seconds are kept
     */
    public String sign(
            String alertId,
            String bankId,
            String subjectRef,
            String channel,
            Answer answer,
            Instant expiresAt) {
        String signed =
                String.join(
                        ".",
                        FORM,
                        alertId,
                        answer.wireName().substring(0, 1),
                        Long.toString(expiresAt.getEpochSecond(), EXPIRY_RADIX));
        byte[] signature =
                mac(
                        key.getEncoded(),
                        // Lengths in front, so that no two cardholders share a text.
                        signed
                                + bankId.length()
                                + ':'
                                + bankId
                                + subjectRef.length()
                                + ':'
                                + subjectRef
                                + channel);
        return signed
                + '.'
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOf(signature, SIGNATURE_BYTES));
    }

    /**
     * Whether this was signed here for that cardholder and channel; compared in constant time. It
     * may be past its expiry, or used before.
     */
    public boolean isGenuine(
            ReplyPayload payload, String bankId, String subjectRef, String channel) {
        String genuine =
                sign(
                        payload.alertId(),
                        bankId,
                        subjectRef,
                        channel,
                        payload.answer(),
                        payload.expiresAt());
        return MessageDigest.isEqual(genuine.getBytes(UTF_8), payload.text().getBytes(UTF_8));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
