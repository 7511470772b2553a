package io.cardwatch.channel.webhook;

import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTypeTest {
    private final WebhookType type = new WebhookType();

    @TempDir private Path folder;

    @Test
    void shouldMakeAChannelWithoutReadingItsSecret() {
        try (MessageChannel channel = create(options("secret-file", "/nowhere"))) {
            assertThat(channel.name()).isEqualTo("push");
            assertThat(channel.idempotent()).isTrue();
        }
        assertThat(type.type()).isEqualTo("webhook");
    }

    @Test
    void shouldRefuseAHubInAPrivateNetworkUnlessConfigured() throws Exception {
        Path secret =
                Files.writeString(folder.resolve("s"), "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz");
        Map<String, String> options = options("secret-file", secret.toString());
        options.put("url", "https://10.255.255.1/alerts");

        try (MessageChannel channel = create(options)) {
            SendOutcome outcome =
                    channel.send(
                                    TestingPermits.to("push", "customer-1"),
                                    TestingMessages.text("text", null))
                            .toCompletableFuture()
                            .join();
            assertThat(outcome).isEqualTo(SendOutcome.of(CHANNEL_DOWN, "forbidden_address"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "url, ''",
        "url, http://hub.bank.example/alerts",
        "url, hub.bank.example",
        "secret-file, ''",
        "secret, whsec_canary",
        "timeout, 2m",
        "allow-private-addresses, maybe",
        "allow-private-adresses, true"
    })
    void shouldRefuseWhatCannotBeUsed(String option, String value) {
        assertThatThrownBy(() -> create(options(option, value)))
                .isInstanceOfSatisfying(
                        ChannelOptionException.class, e -> assertThat(e.option()).isEqualTo(option))
                .hasMessageNotContaining("canary");
    }

    private MessageChannel create(Map<String, String> options) {
        return type.create("push", new ChannelOptions(options));
    }

    private static Map<String, String> options(String option, String value) {
        Map<String, String> options = new HashMap<>();
        options.put("url", "https://hub.bank.example/alerts");
        options.put("secret-file", "/run/secrets/hub");
        options.put("timeout", "5s");
        options.put("allow-private-addresses", "false");
        options.put(option, value);
        return options;
    }
}
