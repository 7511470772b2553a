package io.cardwatch.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentKeyTest {
    @Test
    void shouldReadAsItIsWritten() {
        assertThat(new ConsentKey("northbank", "s|1%", "fraud-alerts", "sms").format())
                .isEqualTo("northbank|s%7C1%25|fraud-alerts|sms");
    }

    @Property
    void shouldReadBackWhatItWrote(
            @ForAll @NotEmpty String bank,
            @ForAll @NotEmpty @Chars({'|', '%', '7', 'C', '2', '5'}) String subject,
            @ForAll @NotEmpty String channel) {
        ConsentKey key = new ConsentKey(bank, subject, Consent.FRAUD_ALERTS, channel);
        assertThat(ConsentKey.parse(key.format())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a|b|c",
                "a|b|c|d|e",
                "a||c|d",
                "|b|c|d",
                "a|b|c|",
                "a|b%|c|d",
                "a|%7c|c|d"
            })
    void shouldRefuseAnyOtherForm(String text) {
        assertThatThrownBy(() -> ConsentKey.parse(text))
                .isInstanceOf(ConsentFormatException.class)
                .hasMessageContaining("bankId|subjectRef|purpose|channel");
    }
}
