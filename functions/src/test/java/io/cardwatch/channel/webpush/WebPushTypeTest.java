package io.cardwatch.channel.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.ChannelContract;
import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebPushTypeTest extends ChannelContract {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private KeyPair sender;
    private byte[] senderKey;
    private TestingBrowser browser;
    private TestingPushService service;

    @BeforeEach
    void start() throws GeneralSecurityException {
        sender = TestingBrowser.keys();
        senderKey = TestingBrowser.uncompressed((ECPublicKey) sender.getPublic());
        browser = TestingBrowser.create();
        service = new TestingPushService(senderKey);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected ChannelType type() {
        return new WebPushType();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "public-key",
                BASE64.encodeToString(senderKey),
                "subject",
                TestingPushService.SUBJECT,
                "push-services",
                "127.0.0.1");
    }

    @Override
    protected List<String> secrets() {
        return List.of("private-key");
    }

    @Override
    protected String secret(String option) {
        ECPrivateKey key = (ECPrivateKey) sender.getPrivate();
        return BASE64.encodeToString(TestingBrowser.fixed(key.getS()));
    }

    @Override
    protected String address() {
        return browser.subscription(service.endpoint());
    }

    @Override
    protected int arrived() {
        return service.provider().requests().size();
    }

    @ParameterizedTest
    @CsvSource({
        "public-key, ''",
        "public-key, canary",
        "public-key, BAAA",
        "private-key, canary",
        "private-key-file, ''",
        "subject, ''",
        "subject, push@bank.example",
        "subject, 'mailto:a@b\",\"aud\":\"x'",
        "push-services, https://push.example",
        "push-services, '*'",
        "validity-period, 8d",
        "timeout, 61s",
        "subjects, 1"
    })
    void shouldRefuseWhatCannotBeUsed(String option, String value) {
        Map<String, String> options = new HashMap<>(options());
        options.put("private-key-file", "/run/secrets/vapid");
        options.put(option, value);

        assertThatThrownBy(() -> type().create("push", new ChannelOptions(options)))
                .isInstanceOfSatisfying(
                        ChannelOptionException.class, e -> assertThat(e.option()).isEqualTo(option))
                .hasMessageNotContaining("canary");
    }
}
