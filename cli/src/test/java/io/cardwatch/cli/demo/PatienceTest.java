package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    private final AtomicLong clock = new AtomicLong();
    private final Patience patience = new Patience(Duration.ofSeconds(60), clock::get);

    @Test
    void shouldBeLostOnceNothingHasMovedForTheLimit() {
        assertThat(patience.isLostAt(7)).isFalse();
        pass(59);
        assertThat(patience.isLostAt(7)).isFalse();
        pass(1);
        assertThat(patience.isLostAt(7)).isTrue();
    }

    @Test
    void shouldStartAnewWheneverSomethingMoved() {
        assertThat(patience.isLostAt(7)).isFalse();
        pass(59);
        assertThat(patience.isLostAt(8)).isFalse();
        pass(59);
        assertThat(patience.isLostAt(8)).isFalse();
    }

    private void pass(long seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
