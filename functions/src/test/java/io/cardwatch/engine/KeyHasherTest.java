package io.cardwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import io.cardwatch.rule.KeyDimension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyHasherTest {
    private static final byte[] SECRET = bytes("a secret for tests");

    private final KeyHasher hasher = new KeyHasher(SECRET);

    @Property
    void shouldComputeTheSipHashOfGuava(
            @ForAll long k0, @ForAll long k1, @ForAll @Size(max = 70) byte[] bytes) {
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 8);
        assertThat(new SipHash(k0, k1).hash(padded, bytes.length))
                .isEqualTo(Hashing.sipHash24(k0, k1).hashBytes(bytes).asLong());
    }

    @Test
    void shouldHashTheSameUnderTheSameSecretOnly() {
        KeyHash key = hasher.key(KeyDimension.CARD, "bank", "card");
        assertThat(new KeyHasher(SECRET).key(KeyDimension.CARD, "bank", "card")).isEqualTo(key);
        KeyHasher other = new KeyHasher(bytes("another secret, as long"));
        assertThat(other.key(KeyDimension.CARD, "bank", "card")).isNotEqualTo(key);
        assertThat(other.hash("bank", "mcc", "5411"))
                .isNotEqualTo(hasher.hash("bank", "mcc", "5411"));
    }

    @Test
    void shouldTellDimensionsBanksAndValuesApart() {
        Set<KeyHash> keys = new HashSet<>();
        keys.add(hasher.key(KeyDimension.CARD, "bank", "x"));
        keys.add(hasher.key(KeyDimension.MERCHANT, "bank", "x"));
        keys.add(hasher.key(KeyDimension.CARD, "bankx", ""));
        keys.add(hasher.key(KeyDimension.CARD, "", "bankx"));
        keys.add(hasher.key(KeyDimension.CARD, "bank", "ü"));
        keys.add(hasher.key(KeyDimension.CARD, "bank", "x".repeat(5_000)));
        keys.add(hasher.key(KeyDimension.CARD, "bank", "x".repeat(5_001)));
        assertThat(keys).hasSize(7);
        assertThat(hasher.eventId("bank", "x")).isNotEqualTo(hasher.hash("bank", "", "x"));
    }

    @Test
    void shouldHashAlikeWhateverWasHashedBefore() {
        KeyHash key = hasher.key(KeyDimension.CARD, "bank", "a");
        hasher.key(KeyDimension.CARD, "bank", "much longer than the one before ü");
        assertThat(hasher.key(KeyDimension.CARD, "bank", "a")).isEqualTo(key);
    }

    @Test
    void shouldRefuseAShortSecret() {
        assertThatThrownBy(() -> new KeyHasher(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the hashing secret needs at least 16 bytes");
    }

    @Test
    void shouldShowNeitherSecretNorKey() {
        assertThat(hasher).hasToString("KeyHasher[redacted]");
        assertThat(hasher.key(KeyDimension.CARD, "bank", "card")).hasToString("KeyHash[redacted]");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
