package io.cardwatch.channel.alexa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.ChannelContract;
import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlexaTypeTest extends ChannelContract {
    private final TestingAlexa alexa = new TestingAlexa();

    @AfterEach
    void stop() {
        alexa.close();
    }

    @Override
    protected ChannelType type() {
        return new AlexaType();
    }

    @Override
    protected Map<String, String> options() {
        return alexa.options();
    }

    @Override
    protected List<String> secrets() {
        return List.of("client-secret");
    }

    @Override
    protected String secret(String option) {
        return TestingAlexa.SECRET;
    }

    @Override
    protected String address() {
        return TestingAlexa.USER;
    }

    @Override
    protected int arrived() {
        return alexa.events().size();
    }

    @Test
    void shouldSpeakToTheStageThatIsConfigured() throws Exception {
        Map<String, String> options = new HashMap<>(options());
        Path secret = Files.writeString(folder.resolve("mine"), TestingAlexa.SECRET);
        options.put("client-secret-file", secret.toString());
        options.put("stage", "development");
        try (MessageChannel channel = type().create("alexa", new ChannelOptions(options))) {
            channel.send(
                            TestingPermits.to("alexa", TestingAlexa.USER),
                            TestingMessages.text("text", null))
                    .toCompletableFuture()
                    .join();
        }

        assertThat(alexa.faults()).isEmpty();
        assertThat(alexa.events())
                .extracting(TestingProvider.Request::path)
                .containsExactly("/v1/proactiveEvents/stages/development");
    }

    @ParameterizedTest
    @CsvSource({
        "client-id, ''",
        "client-id, 'two words'",
        "client-secret, canary",
        "client-secret-file, ''",
        "stage, production",
        "validity-period, 4m",
        "validity-period, 25h",
        "timeout, 61s",
        "host, http://api.amazonalexa.com",
        "token-host, https://api.amazon.com?x",
        "hosts, 1"
    })
    void shouldRefuseWhatCannotBeUsed(String option, String value) {
        Map<String, String> options = new HashMap<>(options());
        options.put("client-secret-file", "/run/secrets/alexa");
        options.put(option, value);

        assertThatThrownBy(() -> type().create("alexa", new ChannelOptions(options)))
                .isInstanceOfSatisfying(
                        ChannelOptionException.class, e -> assertThat(e.option()).isEqualTo(option))
                .hasMessageNotContaining("canary");
    }
}
