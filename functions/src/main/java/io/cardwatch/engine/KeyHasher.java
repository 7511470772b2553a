package io.cardwatch.engine;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Maps;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.ValueHasher;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns keys and values into keyed hashes, so that neither state nor its keys hold a plain one.
 *
 * <p>All SipHash-2-4, each use under a key of its own that HMAC-SHA-256 derives from one secret,
 * over the kind, the bank and the value with their lengths. An instance reuses its buffer: it
 * serves one thread.
 */
public final class KeyHasher implements ValueHasher {
    /** The shortest secret in bytes. */
    public static final int SHORTEST_SECRET = 16;

    private static final Map<KeyDimension, String> KEYWORDS =
            Arrays.stream(KeyDimension.values())
                    .collect(
                            Maps.toImmutableEnumMap(dimension -> dimension, KeyDimension::keyword));
    private static final VarHandle LENGTHS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final SipHash keyHi;
    private final SipHash keyLo;
    private final SipHash values;
    private final SipHash eventIds;
    private byte[] buffer = new byte[256];
    private int length;

    /**
     * A hasher of that secret.
     *
     * @throws IllegalArgumentException where the secret has fewer than 16 bytes
     */
    public KeyHasher(byte[] secret) {
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "the hashing secret needs at least " + SHORTEST_SECRET + " bytes");
        }
        keyHi = derive(secret, "key-hi");
        keyLo = derive(secret, "key-lo");
        values = derive(secret, "value");
        eventIds = derive(secret, "event-id");
    }

    /** The state key of a value in a dimension. Banks never share one. */
    public KeyHash key(KeyDimension dimension, String bankId, String value) {
        fill(requireNonNull(KEYWORDS.get(dimension)), bankId, value);
        return new KeyHash(keyHi.hash(buffer, length), keyLo.hash(buffer, length));
    }

    /** Writes the same as two words from that place of an array on. */
    void key(KeyDimension dimension, String bankId, String value, long[] words, int at) {
        fill(requireNonNull(KEYWORDS.get(dimension)), bankId, value);
        words[at] = keyHi.hash(buffer, length);
        words[at + 1] = keyLo.hash(buffer, length);
    }

    /** The key that everything about one cardholder of a bank is kept under. */
    public KeyHash subject(String bankId, String subjectRef) {
        return named("subject", bankId, subjectRef);
    }

    /**
     * What stands for an address where it must be known again and not be told: of one bank, on one
     * channel.
     */
    public KeyHash address(String bankId, String channel, String address) {
        return named("address " + channel, bankId, address);
    }

    /** What stands for a code by which somebody opts in at a bank. */
    public KeyHash enrolmentCode(String bankId, String code) {
        return named("enrolment-code", bankId, code);
    }

    private KeyHash named(String kind, String bankId, String value) {
        fill(kind, bankId, value);
        return new KeyHash(keyHi.hash(buffer, length), keyLo.hash(buffer, length));
    }

    @Override
    public long hash(String bankId, String field, String value) {
        fill(field, bankId, value);
        return neverZero(values.hash(buffer, length));
    }

    /** The hash by which a bank's event is known again, never 0. */
    public long eventId(String bankId, String eventId) {
        fill("", bankId, eventId);
        return neverZero(eventIds.hash(buffer, length));
    }

    @Override
    public String toString() {
        return "KeyHasher[redacted]";
    }

    private static long neverZero(long hash) {
        return hash == 0 ? 1 : hash;
    }

    private void fill(String kind, String bankId, String value) {
        length = 0;
        append(kind);
        append(bankId);
        append(value);
        room(Long.BYTES);
        Arrays.fill(buffer, length, length + Long.BYTES, (byte) 0);
    }

    private void append(String text) {
        int chars = text.length();
        room(Integer.BYTES + chars);
        int start = length + Integer.BYTES;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                appendUtf8(text);
                return;
            }
            buffer[start + i] = (byte) c;
        }
        LENGTHS.set(buffer, length, chars);
        length = start + chars;
    }

    private void appendUtf8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length);
        LENGTHS.set(buffer, length, utf8.length);
        System.arraycopy(utf8, 0, buffer, length + Integer.BYTES, utf8.length);
        length += Integer.BYTES + utf8.length;
    }

    private void room(int bytes) {
        if (length + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * (length + bytes));
        }
    }

    private static SipHash derive(byte[] secret, String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            ByteBuffer derived =
                    ByteBuffer.wrap(mac.doFinal(use.getBytes(StandardCharsets.US_ASCII)));
            return new SipHash(derived.getLong(), derived.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 comes with every Java", e);
        }
    }
}
