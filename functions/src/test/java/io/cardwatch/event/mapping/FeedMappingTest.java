package io.cardwatch.event.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardwatch.event.EventField;
import io.cardwatch.event.FeedProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedMappingTest {
    private static final String GOOD =
            """
            columns: { eventId: id, eventTime: at, cardRef: card, amount: amount, label: fraud }
            defaults: { bankId: aurora, currency: USD, messageType: authorisation, responseCode: 00 }
            """;

    @Test
    void shouldReadFlowAndBlockStyleAlike() {
        String block =
                """
                columns:
                  eventId: id
                  eventTime: at
                  cardRef: card
                  amount: amount
                  label: fraud
                defaults:
                  bankId: aurora
                  currency: USD
                  messageType: authorisation
                  responseCode: "00"
                """;
        assertThat(FeedMapping.parse(block, "m.yaml")).isEqualTo(FeedMapping.parse(GOOD, "m.yaml"));
    }

    @Test
    void shouldKeepCodesAsTheyAreWritten() {
        FeedMapping mapping = FeedMapping.parse(GOOD, "m.yaml");
        assertThat(mapping.defaults()).containsEntry(EventField.RESPONSE_CODE, "00");
        assertThat(mapping.columns())
                .isEqualTo(
                        Map.of(
                                EventField.EVENT_ID, "id",
                                EventField.EVENT_TIME, "at",
                                EventField.CARD_REF, "card"));
        assertThat(mapping.amountColumn()).isEqualTo("amount");
        assertThat(mapping.labelColumn()).isEqualTo("fraud");
        assertThat(mapping.profile()).isEqualTo(FeedProfile.of("aurora", "USD"));
    }

    @Test
    void shouldTakeOwnBaseCurrencyBeforeTheDefaultCurrency() {
        assertThat(FeedMapping.parse(GOOD + "baseCurrency: EUR\n", "m.yaml").profile())
                .isEqualTo(FeedProfile.of("aurora", "EUR"));
    }

    @Test
    void shouldBeReadFromFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("m.yaml"), GOOD);
        assertThat(FeedMapping.read(file)).isEqualTo(FeedMapping.parse(GOOD, "m.yaml"));
    }

    @Test
    void shouldNamePlaceAndNearestNameOfUnknownKey() {
        assertThat(problems(GOOD + "tme: { zone: UTC }\n"))
                .containsExactly(
                        "m.yaml:3:1: 'tme' is not known here (did you mean 'time'?);"
                                + " accepted: columns, defaults, time, delimiter, baseCurrency,"
                                + " rules");
        assertThat(problems(GOOD.replace("cardRef:", "cardref:")))
                .anyMatch(
                        problem ->
                                problem.startsWith(
                                        "m.yaml:1:40: 'cardref' is not known here (did you mean"
                                                + " 'cardRef'?); accepted: eventId,"))
                .anyMatch(problem -> problem.endsWith("columns need cardRef"));
    }

    @Test
    void shouldListEveryProblem() {
        assertThat(
                        problems(
                                """
                                columns: { eventId: id, eventTime: at, cardRef: card }
                                defaults: { bankId: aurora, currency: USD, mcc: 12 }
                                time: { format: nonsense-b, zone: Mars }
                                delimiter: ab
                                """))
                .containsExactly(
                        "m.yaml:3:35: no time zone; accepted: UTC, or a name as Europe/Vienna",
                        "m.yaml:3:17: no time format; accepted: " + TimeFormat.ACCEPTED,
                        "m.yaml:4:12: no delimiter; accepted: \",\" \";\" \"|\" or tab",
                        "m.yaml:1:10: columns or defaults need messageType",
                        "m.yaml:1:10: columns need either amount (major units) or amountMinor",
                        "m.yaml:2:49: no value for mcc: see the record's JSON Schema for the"
                                + " field's form");
    }

    @Test
    void shouldRefuseDefaultsThatAreNoCodes() {
        assertThat(problems(GOOD.replace("USD", "DOLLAR")))
                .containsExactly("m.yaml:2:39: use an alphabetic ISO 4217 code");
        assertThat(problems(GOOD.replace("aurora", "\"au rora\"")))
                .singleElement()
                .asString()
                .startsWith("m.yaml:2:21: bankId 'au rora' is not");
    }

    @Test
    void shouldRefuseWhatIsNoMapping() {
        assertThat(problems("")).containsExactly("m.yaml: the file is empty");
        assertThat(problems("- a\n")).singleElement().asString().startsWith("m.yaml:1:1: ");
        assertThat(problems("columns: [")).singleElement().asString().startsWith("m.yaml:");
        assertThat(problems("columns: { a: b, a: c }\ndefaults: { bankId: x }"))
                .contains("m.yaml:1:18: 'a' stands here twice");
        assertThat(problems("defaults: { bankId: x }"))
                .containsExactly("m.yaml:1:1: columns: say which column is which field");
    }

    private static List<String> problems(String yaml) {
        FeedMappingException refused =
                catchThrowableOfType(
                        FeedMappingException.class, () -> FeedMapping.parse(yaml, "m.yaml"));
        assertThat(refused).as("refused").isNotNull();
        return refused.problems();
    }
}
