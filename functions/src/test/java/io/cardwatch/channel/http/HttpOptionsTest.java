package io.cardwatch.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpOptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub.bank.example/alerts?tenant=1",
                "http://127.0.0.1:8080/alerts",
                "http://localhost:8080",
                "http://[::1]:8080"
            })
    void shouldTakeHttpsAndPlainHttpToThisMachine(String url) {
        assertThat(HttpOptions.address(options("url", url), "url", null).toString()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hub.bank.example/?token=hidden",
                "http://10.0.0.1/?token=hidden",
                "http://127.0.0.1.bank.example/",
                "https://hub.bank.example/#part",
            })
    void shouldRefusePlainHttpAndPartsOfPagesWithoutQuotingMoreThanTheHost(String url) {
        assertThatThrownBy(() -> HttpOptions.address(options("url", url), "url", null))
                .isInstanceOf(ChannelOptionException.class)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void shouldTakeTheProvidersAddressWhereNoneIsGiven() {
        assertThat(HttpOptions.base(options("host", ""), "host", "https://api.provider.example/"))
                .isEqualTo("https://api.provider.example");
        assertThatThrownBy(
                        () ->
                                HttpOptions.base(
                                        options("host", "https://api.example/?a=b"), "host", ""))
                .isInstanceOf(ChannelOptionException.class);
    }

    @Test
    void shouldBoundTheTimeout() {
        assertThat(HttpOptions.timeout(options("timeout", ""))).isEqualTo(Duration.ofSeconds(10));
        assertThat(HttpOptions.timeout(options("timeout", "3s"))).isEqualTo(Duration.ofSeconds(3));
        assertThatThrownBy(() -> HttpOptions.timeout(options("timeout", "61s")))
                .isInstanceOf(ChannelOptionException.class)
                .hasMessageContaining("1s to 60s");
    }

    private static ChannelOptions options(String option, String value) {
        return new ChannelOptions(Map.of(option, value));
    }
}
