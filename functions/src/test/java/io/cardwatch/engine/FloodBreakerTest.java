package io.cardwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.rule.Alerting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodBreakerTest {
    private static final long SECOND = 1_000;
    private static final int LEAST = 100;

    /** The clock believes no time before its tenth event. */
    private static final int UNSEEN = 9;

    private final List<String> news = new ArrayList<>();
    private final FloodBreaker breaker =
            new FloodBreaker(
                    new Alerting.Flood(0.05, Duration.ofMinutes(10), LEAST),
                    2,
                    new FloodBreaker.Listener() {
                        @Override
                        public void paused(int rule) {
                            news.add("paused " + rule);
                        }

                        @Override
                        public void resumed(int rule) {
                            news.add("resumed " + rule);
                        }
                    });
    private long now = 1_000_000_000;

    @Test
    void shouldPauseARuleThatFiresOnMoreThanTheShare() {
        quiet(UNSEEN + LEAST - 6);
        for (int i = 0; i < 5; i++) {
            assertThat(fires(0)).isFalse();
        }
        assertThat(fires(0)).isTrue();
        assertThat(news).containsExactly("paused 0");
    }

    @Test
    void shouldSayNothingOfFewEvents() {
        quiet(UNSEEN);
        for (int i = 0; i < LEAST - 1; i++) {
            assertThat(fires(0)).isFalse();
        }
        assertThat(fires(0)).isTrue();
    }

    @Test
    void shouldLetTheOtherRulesBe() {
        flood();
        assertThat(fires(1)).isFalse();
        assertThat(fires(0)).isTrue();
    }

    @Test
    void shouldGoOnAfterAStretchWithoutAFlood() {
        flood();
        for (int minute = 0; minute < 11; minute++) {
            now += 60 * SECOND;
            quiet(20);
        }
        assertThat(fires(0)).isFalse();
        assertThat(news).containsExactly("paused 0", "resumed 0");
    }

    @Test
    void shouldPauseAgainWhereItStillFloods() {
        flood();
        int heard = 0;
        for (int second = 0; second < 700; second++) {
            now += SECOND;
            heard += fires(0) ? 0 : 1;
        }
        assertThat(heard).isZero();
        assertThat(news).containsExactly("paused 0", "resumed 0", "paused 0");
    }

    @Test
    void shouldForgetFiringsThatAreOlderThanTheStretch() {
        quiet(UNSEEN + LEAST);
        for (int i = 0; i < 5; i++) {
            assertThat(fires(0)).isFalse();
        }
        now += Duration.ofMinutes(12).toMillis();
        quiet(LEAST);
        for (int i = 0; i < 5; i++) {
            assertThat(fires(0)).isFalse();
        }
    }

    @Test
    void shouldNotBeMovedByOneWrongTime() {
        flood();
        breaker.see(now + Duration.ofDays(400).toMillis());
        assertThat(fires(0)).isTrue();
        assertThat(news).containsExactly("paused 0");
    }

    private void flood() {
        quiet(UNSEEN + LEAST);
        for (int i = 0; i < 20 && news.isEmpty(); i++) {
            fires(0);
        }
        assertThat(news).containsExactly("paused 0");
    }

    private void quiet(int events) {
        for (int i = 0; i < events; i++) {
            breaker.see(now);
        }
    }

    private boolean fires(int rule) {
        breaker.see(now);
        return breaker.isPaused(rule);
    }
}
