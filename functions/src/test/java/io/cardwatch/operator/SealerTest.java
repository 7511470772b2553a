package io.cardwatch.operator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealerTest {
    private static final byte[] PLAIN = "Corner Shop, 812.40 EUR".getBytes(UTF_8);

    private final Sealer sealer = new Sealer("one secret of sixteen bytes".getBytes(UTF_8));

    @Test
    void shouldOpenWhatItSealed() {
        assertThat(sealer.open(sealer.seal(PLAIN))).isEqualTo(PLAIN);
        assertThat(sealer.open(sealer.seal(new byte[0]))).isEmpty();
    }

    @Test
    void shouldOpenAfterARestartWithTheSameSecret() {
        Sealer restarted = new Sealer("one secret of sixteen bytes".getBytes(UTF_8));
        assertThat(restarted.open(sealer.seal(PLAIN))).isEqualTo(PLAIN);
    }

    @Test
    void shouldRefuseAnotherSecret() {
        Sealer other = new Sealer("another secret altogether".getBytes(UTF_8));
        byte[] sealed = sealer.seal(PLAIN);
        assertThatThrownBy(() -> other.open(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another secret");
    }

    @Test
    void shouldRefuseWhatWasChangedInAnyByte() {
        byte[] sealed = sealer.seal(PLAIN);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> sealer.open(changed))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldRefuseWhatIsTooShortToBeSealed() {
        assertThatThrownBy(() -> sealer.open(new byte[3]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNeverSealTheSameTwice() {
        assertThat(sealer.seal(PLAIN)).isNotEqualTo(sealer.seal(PLAIN));
    }

    @Test
    void shouldShowNothingOfWhatItSealed() {
        assertThat(new String(sealer.seal(PLAIN), ISO_8859_1)).doesNotContain("Corner", "812");
    }
}
