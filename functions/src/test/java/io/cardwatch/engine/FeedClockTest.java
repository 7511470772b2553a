package io.cardwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeedClockTest {
    private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final long YEAR = Duration.ofDays(365).toMillis();
    private static final long WEEKEND = Duration.ofDays(2).toMillis();

    private final FeedClock clock = new FeedClock();

    @Test
    void shouldKnowNothingUntilTheFirstTimesAreConfirmed() {
        see(LongStream.range(0, 9).map(i -> START + i));
        assertThat(clock.time()).isEqualTo(FeedClock.UNKNOWN);

        clock.see(START + 9);
        assertThat(clock.time()).isEqualTo(START);
    }

    @Test
    void shouldFollowTheNewestEventAndNeverGoBack() {
        see(LongStream.range(0, 20).map(i -> START + i));
        clock.see(START + 5_000);
        clock.see(START + 1_000);
        assertThat(clock.time()).isEqualTo(START + 5_000);
    }

    @Test
    void shouldNotBelieveWrongClocksAmongRightOnes() {
        see(LongStream.range(0, 20).map(i -> START + i));
        for (int i = 0; i < 100; i++) {
            clock.see(START + 10 * YEAR);
            clock.see(START + 100 + i);
        }
        assertThat(clock.time()).isEqualTo(START + 199);
    }

    @Test
    void shouldFollowAFeedThatPausedOverAWeekend() {
        see(LongStream.range(0, 20).map(i -> START + i));
        see(LongStream.range(0, 10).map(i -> START + WEEKEND + i));
        assertThat(clock.time()).isEqualTo(START + WEEKEND);
    }

    private void see(LongStream times) {
        times.forEach(clock::see);
    }
}
