package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private long nanos;

    @Test
    void shouldSpreadTheLastFifthEvenlyAndHoldUpNothingBefore() {
        Pace pace = Pace.lastFifth(100, Duration.ofSeconds(20), () -> nanos);

        assertThat(pace.untilDue(0)).isZero();
        assertThat(pace.untilDue(79)).isZero();
        assertThat(pace.percent(79)).isNegative();
        assertThat(pace.startsAt(80)).isTrue();
        assertThat(pace.untilDue(80)).isZero();
        assertThat(pace.untilDue(81)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.untilDue(90)).isEqualTo(Duration.ofSeconds(10));
        assertThat(pace.percent(90)).isEqualTo(50);
        nanos = Duration.ofSeconds(11).toNanos();
        assertThat(pace.untilDue(90)).isNegative();
    }

    @Test
    void shouldHoldUpNothingWhereThereAreHardlyAnyEventsOrNobodyLooksOn() {
        Pace few = Pace.lastFifth(2, Duration.ofSeconds(20), () -> nanos);

        assertThat(few.untilDue(1)).isZero();
        assertThat(Pace.none().untilDue(1_000_000)).isZero();
    }
}
