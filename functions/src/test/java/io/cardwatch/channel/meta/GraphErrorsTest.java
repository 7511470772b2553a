package io.cardwatch.channel.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.SendOutcome.Kind;
import org.junit.jupiter.api.Test;

class GraphErrorsTest {
    private static final GraphErrors TABLE =
            GraphErrors.none()
                    .row(Kind.CHANNEL_DOWN, "10", "200")
                    .row(Kind.DEAD_ADDRESS, "10/2018108");

    @Test
    void shouldPreferTheSubcode() {
        assertThat(TABLE.meaning(new GraphError(10, 2018108))).isEqualTo(Kind.DEAD_ADDRESS);
        assertThat(TABLE.meaning(new GraphError(10, 1))).isEqualTo(Kind.CHANNEL_DOWN);
        assertThat(TABLE.meaning(new GraphError(10, 0))).isEqualTo(Kind.CHANNEL_DOWN);
    }

    @Test
    void shouldTakeAllPermissionErrorsForOne() {
        assertThat(TABLE.meaning(new GraphError(299, 0))).isEqualTo(Kind.CHANNEL_DOWN);
        assertThat(TABLE.meaning(new GraphError(300, 0))).isNull();
        assertThat(TABLE.meaning(new GraphError(199, 0))).isNull();
    }

    @Test
    void shouldRefuseTwoMeaningsOfOneError() {
        assertThatThrownBy(() -> TABLE.row(Kind.RETRY, "10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10");
    }
}
