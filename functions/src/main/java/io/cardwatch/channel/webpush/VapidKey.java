package io.cardwatch.channel.webpush;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.jwt.VAPIDJWTParam;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Says to push services who sends (VAPID, RFC 8292). For one thread. */
final class VapidKey {
    /** A service takes at most 24 hours; a clock may be some minutes off. */
    static final Duration VALIDITY = Duration.ofHours(12);

    static final int PRIVATE_LENGTH = 32;

    private static final byte[] SAMPLE = "whether the two belong together".getBytes(UTF_8);

    private final byte[] uncompressed;
    private final ECPublicKey publicKey;
    private final String subject;
    private final InstantSource clock;
    private String read = "";
    private @Nullable VAPIDKeyPair pair;

    /**
     * A key whose private half is given where it is used.
     *
     * @param uncompressed the public half, 65 bytes
     * @param subject who to ask about the pushes, a {@code mailto:} or https address
     * @throws RuntimeException where the public half is none
     */
    VapidKey(byte[] uncompressed, String subject, InstantSource clock) {
        this.uncompressed = uncompressed.clone();
        this.subject = subject;
        this.clock = clock;
        publicKey = PublicKeySources.ofUncompressedBytes(uncompressed).extract();
    }

    /**
     * The value of the header {@code Authorization} for a push to that endpoint.
     *
     * @param secret the private half, base64url of 32 bytes
     * @throws IllegalArgumentException where it is none, or does not belong to the public half; it
     *     is not quoted
     */
    String authorization(String secret, URI endpoint) {
        if (pair == null || !secret.equals(read)) {
            pair = pair(secret);
            read = secret;
        }
        return pair.generateAuthorizationHeaderValue(
                VAPIDJWTParam.getBuilder()
                        .resourceURLString(endpoint.toString())
                        .expirationTime(clock.instant().plus(VALIDITY))
                        .subject(subject)
                        .build());
    }

    private VAPIDKeyPair pair(String secret) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(secret);
            if (bytes.length != PRIVATE_LENGTH) {
                throw new GeneralSecurityException();
            }
            ECPrivateKey privateKey =
                    (ECPrivateKey)
                            KeyFactory.getInstance("EC")
                                    .generatePrivate(
                                            new ECPrivateKeySpec(
                                                    new BigInteger(1, bytes),
                                                    publicKey.getParams()));
            Arrays.fill(bytes, (byte) 0);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            if (!signature.verify(signed)) {
                throw new GeneralSecurityException();
            }
            return VAPIDKeyPairs.of(
                    PrivateKeySources.ofECPrivateKey(privateKey),
                    PublicKeySources.ofUncompressedBytes(uncompressed));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not chained: what was decoded may be quoted.
            throw new IllegalArgumentException("not the private half of the public key");
        }
    }

    @Override
    public String toString() {
        return "VapidKey[redacted]";
    }
}
