package io.cardwatch.alert;

import static io.cardwatch.alert.TestingAlerts.alert;
import static io.cardwatch.alert.TestingAlerts.detailed;
import static io.cardwatch.alert.TestingAlerts.minimal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.SchemaAssert;
import io.cardwatch.event.LabelKeys;
import io.cardwatch.rule.Alerting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("alert");

    @Test
    void shouldTellNothingOfTheTransactionWhereNoChannelIsDetailed() {
        String json = json(alert(minimal("sms"), minimal("console")));

        assertThat(json)
                .doesNotContain("81240", "812.4", "USD", "Corner", "payments", "spend_1h", "reason")
                .doesNotContain("details", "merchant", "amount")
                .contains("velocity-burst", "new-country", "\"score\":110.0");
    }

    @Test
    void shouldTellAmountMerchantAndReasonsWhereOneChannelIsDetailed() {
        String json = json(alert(minimal("sms"), detailed("console")));

        assertThat(json)
                .contains("81240", "USD", "Corner Shop", "7 payments", "\"spend_1h\":812.4");
    }

    @Test
    void shouldLeaveOutFeaturesThatAreMissing() {
        assertThat(json(alert(detailed("console")))).doesNotContain("NaN", "gone");
    }

    @Test
    void shouldReadBackWhatItWrote() {
        Alert bare = alert(minimal("sms"));
        Alert learnable =
                new Alert(
                        bare.alertId(),
                        bare.bankId(),
                        bare.subjectRef(),
                        bare.cardRef(),
                        bare.ruleSetVersion(),
                        bare.findings(),
                        bare.score(),
                        bare.severity(),
                        bare.decidedAt(),
                        bare.eventTime(),
                        bare.channels(),
                        null,
                        new LabelKeys("0123456789abcdef", "ab".repeat(16), null, "cd".repeat(16)),
                        null);
        for (Alert alert : new Alert[] {bare, learnable, alert(detailed("console"))}) {
            byte[] bytes = AlertJson.encode(alert);
            SCHEMA.accepts(bytes);
            assertThat(AlertJson.decode(bytes)).isEqualTo(alert);
            assertThat(AlertJson.encode(AlertJson.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void shouldMendAnAlertFromElsewhereThatSaysTooMuch() {
        String json = json(alert(detailed("console"))).replace("detailed", "minimal");

        assertThat(SCHEMA.isValid(json.getBytes(UTF_8))).isFalse();
        assertThat(AlertJson.decode(json.getBytes(UTF_8))).isEqualTo(alert(minimal("console")));
    }

    @Test
    void shouldPassOverFieldsOfANewerWriter() {
        String json = json(alert(minimal("sms"))).replaceFirst("\\{", "{\"model\":\"x\",");

        assertThat(AlertJson.decode(json.getBytes(UTF_8))).isEqualTo(alert(minimal("sms")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"alertId\":\"secret\"}", "{\"secret\"", "7"})
    void shouldRefuseWhatIsNoAlertWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> AlertJson.decode(text.getBytes(UTF_8)))
                .isInstanceOf(AlertFormatException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"score", "severity", "channels", "findings", "eventTime", "subjectRef"})
    void shouldRefuseAnAlertThatLacks(String field) {
        String json = json(alert(minimal("sms"))).replaceFirst("\"" + field + "\":", "\"other\":");

        // The first "score" and "severity" stand in a finding; both are required there too.
        assertThatThrownBy(() -> AlertJson.decode(json.getBytes(UTF_8)))
                .isInstanceOf(AlertFormatException.class);
    }

    @Test
    void shouldRedactInToString() {
        Alert alert = alert(detailed("console"));

        assertThat(alert + "" + alert.details() + alert.findings())
                .doesNotContain("subject-1", "card-1", "Corner", "812", "payments");
    }

    @Test
    void shouldGiveTheSameEventTheSameIdAndDifferentOnesDifferentIds() {
        assertThat(AlertId.of("northbank", "event-1"))
                .isEqualTo(AlertId.of("northbank", "event-1"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(AlertId.of("northban", "kevent-1"))
                .isNotEqualTo(AlertId.of("southbank", "event-1"));
    }

    @Test
    void shouldKeepItsIdsForEver() {
        // Readers drop repetitions by id: a build that changed them would send everything twice.
        assertThat(AlertId.of("northbank", "event-1"))
                .isEqualTo("dc937071050853275968925388de1681");
    }

    @ParameterizedTest
    @CsvSource({
        "70, LOW",
        "87.4, LOW",
        "87.5, MEDIUM",
        "104.9, MEDIUM",
        "105, HIGH",
        "139.9, HIGH",
        "140, CRITICAL",
        "1000, CRITICAL",
        "NaN, LOW",
        "-1, LOW"
    })
    void shouldBandSeverityByScoreOverThreshold(double score, Severity severity) {
        assertThat(Severity.of(score, Alerting.Bands.of(70))).isEqualTo(severity);
    }

    private static String json(Alert alert) {
        return new String(AlertJson.encode(alert), UTF_8);
    }
}
