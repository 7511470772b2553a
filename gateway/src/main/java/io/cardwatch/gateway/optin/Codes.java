package io.cardwatch.gateway.optin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes the codes of opt-ins: nobody can guess one without the secret, and a repeated request of
 * the bank's gets the same one again.
 */
final class Codes {
    /** Letters and digits that are not taken for one another; 32 of them. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int BITS = 5;
    private static final int SHORT = 8;
    private static final int LONG_BYTES = 20;

    private final byte[] key;

    Codes(byte[] secret) {
        key =
                Hashing.hmacSha256(secret)
                        .hashString("cardwatch enrolment codes v1", UTF_8)
                        .asBytes();
    }

    /** 160 bits, for addresses and redirects. */
    String longCode(String bankId, String requestId, int attempt) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(hash(bankId, requestId, attempt), LONG_BYTES));
    }

    /** Eight characters that a person can type. */
    String shortCode(String bankId, String requestId, int attempt) {
        byte[] hash = hash(bankId, requestId, attempt);
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < SHORT; i++) {
            code.append(ALPHABET.charAt(hash[i] & ((1 << BITS) - 1)));
        }
        return code.toString();
    }

    private byte[] hash(String bankId, String requestId, int attempt) {
        return Hashing.hmacSha256(key)
                .hashString(bankId + '\n' + requestId + '\n' + attempt, UTF_8)
                .asBytes();
    }
}
