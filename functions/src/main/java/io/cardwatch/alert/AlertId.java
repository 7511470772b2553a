package io.cardwatch.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.cardwatch.reply.Answer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The id of the alert that an event triggers: the first 16 bytes of SHA-256 over bank and event, in
 * lower-case hex.
 *
 * <p>Nothing that a replay may change goes into it, so that the same event always gets the same id
 * and every reader can drop repetitions. Each part is preceded by its length in bytes, so that two
 * different pairs never run together to one.
 */
public final class AlertId {
    private static final int BYTES = 16;

    private AlertId() {}

    /** The id of the alert for that bank's event. */
    public static String of(String bankId, String eventId) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, bankId);
        put(hasher, eventId);
        return HexFormat.of().formatHex(Arrays.copyOf(hasher.hash().asBytes(), BYTES));
    }

    /** The id of what follows on that answer to that alert. */
    public static String ofFollowUp(String alertId, Answer answer) {
        return of(alertId, answer.wireName());
    }

    @SuppressWarnings("CheckReturnValue") // The hasher returns itself.
    private static void put(Hasher hasher, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        hasher.putInt(bytes.length).putBytes(bytes);
    }
}
