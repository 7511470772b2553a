package io.cardwatch.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.ChannelContract;
import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.ChannelType;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppTypeTest extends ChannelContract {
    private TestingCentre centre;

    @BeforeEach
    void start() throws IOException {
        centre = new TestingCentre();
    }

    @AfterEach
    void stop() throws IOException {
        centre.close();
    }

    @Override
    protected ChannelType type() {
        return new SmppType();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(centre.port()),
                "tls", "none",
                "system-id", TestingCentre.SYSTEM,
                "sender", "55501");
    }

    @Override
    protected List<String> secrets() {
        return List.of("password");
    }

    @Override
    protected String secret(String option) {
        return TestingCentre.PASSWORD;
    }

    @Override
    protected String address() {
        return TestingSmpp.USER;
    }

    @Override
    protected int arrived() {
        return centre.submitted().size();
    }

    @ParameterizedTest
    @CsvSource({
        "+15550100, 1, 1, 15550100",
        "55501, 3, 0, 55501",
        "North Bank, 5, 0, North Bank",
    })
    void shouldTellNumbersShortCodesAndNamesApart(String sender, byte ton, byte npi, String value) {
        Map<String, String> options = new HashMap<>(options());
        options.put("sender", sender);

        assertThat(SmppType.settings(new ChannelOptions(options)).sender())
                .isEqualTo(new SmppAddress(ton, npi, value));
    }

    @Test
    void shouldTakeWhatACentreAsksForBeside() {
        Map<String, String> options = new HashMap<>(options());
        options.put("sender-ton", "6");
        options.put("sender-npi", "9");
        options.put("validity-period", "26h");

        SmppSettings settings = SmppType.settings(new ChannelOptions(options));
        assertThat(settings.sender()).isEqualTo(new SmppAddress((byte) 6, (byte) 9, "55501"));
        assertThat(SmppSubmit.relative(settings.validity())).isEqualTo("000001020000000R");
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.window()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "host, ''",
        "port, 0",
        "tls, starttls",
        "system-id, ''",
        "system-id, longer than fifteen",
        "system-type, 1234567890123",
        "service-type, ALERTS",
        "sender, ''",
        "sender, Bank-North",
        "sender-ton, 7",
        "sender-npi, 19",
        "alphabet, latin1",
        "long-texts, cut",
        "delivery-receipts, yes",
        "validity-period, 8d",
        "timeout, 61s",
        "enquire-link, 11m",
        "window, 0",
        "codes, 0x410",
        "codes, 0x0=retry",
        "codes, 0x410=opted-out",
        "codes, 1040=withdrawn",
        "senders, 1"
    })
    void shouldRefuseWhatCannotBeUsed(String option, String value) {
        Map<String, String> options = new HashMap<>(options());
        options.put("password-file", "/run/secrets/smpp");
        options.put(option, value);

        assertThatThrownBy(() -> type().create("sms", new ChannelOptions(options)))
                .isInstanceOfSatisfying(
                        ChannelOptionException.class,
                        e -> assertThat(e.option()).isEqualTo(option));
    }
}
