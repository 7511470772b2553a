package io.cardwatch.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.secret.Secret;
import java.security.MessageDigest;
import java.util.List;

/** Comparisons that take as long for a near miss as for a far one. */
final class ConstantTime {
    private ConstantTime() {}

    static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }

    /**
     * All secrets that stand there. A {@link Secret} is for one thread: its own lock makes it so.
     *
     * @throws RefusedException where there is none to be read
     */
    static List<String> secrets(Secret secret) {
        synchronized (secret) {
            try {
                return secret.all();
            } catch (IllegalStateException e) {
                throw new RefusedException(Refusal.NO_SECRET);
            }
        }
    }
}
