package io.cardwatch.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.http.TestingProvider;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.TestingMessages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioTypeTest {
    private static final String DIGITS = "00000000000000000000000000000001";

    private final TwilioType type = new TwilioType();

    @TempDir private Path folder;

    @Test
    void shouldMakeAChannelWithoutReadingItsToken() {
        try (MessageChannel channel = create(options())) {
            assertThat(channel.name()).isEqualTo("sms");
        }
        assertThat(type.type()).isEqualTo("twilio");
    }

    @Test
    void shouldSendWhatIsConfigured() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "key-secret");
        Map<String, String> options = options();
        options.remove("sender");
        options.put("auth-token-file", token.toString());
        options.put("api-key", "SK" + DIGITS);
        options.put("messaging-service", "MG" + DIGITS);
        options.put("validity-period", "5m");
        options.put("status-callback", "https://gateway.bank.example/twilio");
        options.put("version", "2030-01-01");

        try (TestingProvider twilio = new TestingProvider()) {
            options.put("host", twilio.base() + "/");
            try (MessageChannel channel = create(options)) {
                channel.send(
                                TestingPermits.to("sms", "+15555550123"),
                                TestingMessages.text("text", null))
                        .toCompletableFuture()
                        .join();
            }
            assertThat(twilio.request().path())
                    .isEqualTo("/2030-01-01/Accounts/AC" + DIGITS + "/Messages.json");
            assertThat(twilio.request().header("authorization"))
                    .isEqualTo("Basic " + base64("SK" + DIGITS + ":key-secret"));
            assertThat(twilio.request().text().split("&"))
                    .containsExactlyInAnyOrder(
                            "To=%2B15555550123",
                            "Body=text",
                            "MessagingServiceSid=MG" + DIGITS,
                            "ValidityPeriod=300",
                            "StatusCallback=https%3A%2F%2Fgateway.bank.example%2Ftwilio");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+15550100", "55501", "North Bank", "NORTHBANK1"})
    void shouldTakeNumbersShortCodesAndNamesForSenders(String sender) {
        Map<String, String> options = options();
        options.put("sender", sender);
        create(options).close();
    }

    @ParameterizedTest
    @CsvSource({
        "account, ''",
        "account, SK00000000000000000000000000000001",
        "account, AC1",
        "api-key, AC00000000000000000000000000000001",
        "sender, ''",
        "sender, A name that is too long",
        "sender, Bank-North",
        "messaging-service, PN00000000000000000000000000000001",
        "auth-token-file, ''",
        "auth-token, canary",
        "validity-period, 11h",
        "status-callback, http://gateway.bank.example/twilio",
        "timeout, 61s",
        "version, latest",
        "host, http://api.twilio.com",
        "senders, +15550100"
    })
    void shouldRefuseWhatCannotBeUsed(String option, String value) {
        Map<String, String> options = options();
        if (option.equals("messaging-service")) {
            options.remove("sender");
        }
        options.put(option, value);

        assertThatThrownBy(() -> create(options))
                .isInstanceOfSatisfying(
                        ChannelOptionException.class, e -> assertThat(e.option()).isEqualTo(option))
                .hasMessageNotContaining("canary");
    }

    @Test
    void shouldRefuseTwoSenders() {
        Map<String, String> options = options();
        options.put("messaging-service", "MG" + DIGITS);

        assertThatThrownBy(() -> create(options))
                .isInstanceOf(ChannelOptionException.class)
                .hasMessageContaining("either messaging-service or sender");
    }

    private MessageChannel create(Map<String, String> options) {
        return type.create("sms", new ChannelOptions(options));
    }

    private static Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("account", "AC" + DIGITS);
        options.put("auth-token-file", "/run/secrets/twilio");
        options.put("sender", "+15550100");
        return options;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
