package io.cardwatch.channel.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosedWindowsTest {
    private static final String PSID = "5551234567890123";

    private final long[] nanos = new long[1];
    private final ClosedWindows closed =
            new ClosedWindows(
                    new Ticker() {
                        @Override
                        public long read() {
                            return nanos[0];
                        }
                    });

    @Test
    void shouldForgetAfterAnHour() {
        closed.add(PSID);
        nanos[0] += ClosedWindows.REMEMBERED.minus(Duration.ofSeconds(1)).toNanos();
        assertThat(closed.contains(PSID)).isTrue();
        assertThat(closed.contains("5551234567890999")).isFalse();

        nanos[0] += Duration.ofSeconds(1).toNanos();
        assertThat(closed.contains(PSID)).isFalse();
    }

    @Test
    void shouldShowNobody() {
        closed.add(PSID);

        assertThat(closed.toString()).doesNotContain(PSID);
    }
}
