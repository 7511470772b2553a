package io.cardwatch.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.alert.AlertId;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.console.TestingTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of two rule sets over one small file, end to end. */
final class CompareCommandTest {
    private static final String MAPPING =
            """
            columns: { eventId: id, eventTime: at, cardRef: card, amount: amount, label: fraud }
            defaults: { bankId: bank-a, currency: EUR, messageType: authorisation, responseCode: "00" }
            time: { format: iso, zone: UTC }
            """;
    private static final String OLD =
            """
            ruleset: old
            version: "1"
            rules:
              - id: large
                when: event.amount > 500
                score: 60
                reason: "{event.amount} is large"
            alerting: { threshold: 50, cooldown: 1h }
            """;
    private static final String NEW =
            """
            ruleset: new
            version: "2"
            features:
              tx_10m: { by: card, count: true, over: 10m }
            rules:
              - id: larger
                when: event.amount > 1000
                score: 60
                reason: "{event.amount} is larger"
              - id: burst
                when: tx_10m >= 3
                score: 50
                reason: "{tx_10m} payments in 10 minutes"
            alerting: { threshold: 50, cooldown: 1h }
            """;

    /** c-1: kept and lost; c-2: gained by a burst of which the rest cools; c-3: lost. */
    private static final String EVENTS =
            """
            id,at,card,amount,fraud
            a-1,2026-03-01T10:00:00Z,c-1,2000.00,1
            b-1,2026-03-01T11:00:00Z,c-2,10.00,1
            b-2,2026-03-01T11:01:00Z,c-2,20.00,1
            b-3,2026-03-01T11:02:00Z,c-2,30.00,1
            b-4,2026-03-01T11:03:00Z,c-2,40.00,1
            d-1,2026-03-02T09:00:00Z,c-3,700.00,0
            a-2,2026-03-02T10:00:00Z,c-1,800.00,
            """;

    @TempDir private Path folder;
    private TestingTerminal terminal = new TestingTerminal(80, this::command);

    private CompareCommand command(Terminal out) {
        return new CompareCommand(folder, out);
    }

    @BeforeEach
    void writeFiles() throws Exception {
        Files.writeString(folder.resolve("events.csv"), EVENTS);
        Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
        Files.writeString(folder.resolve("old.yaml"), OLD);
        Files.writeString(folder.resolve("new.yaml"), NEW);
    }

    private int run(String old, String changed, String... further) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                folder.resolve(old).toString(),
                                folder.resolve(changed).toString(),
                                "--events",
                                folder.resolve("events.csv").toString(),
                                "--mapping",
                                folder.resolve("mapping.yaml").toString()));
        arguments.addAll(List.of(further));
        return terminal.run(arguments);
    }

    private String compared(String old, String changed, String... further) {
        assertThat(run(old, changed, further)).as(terminal.errors()).isZero();
        return terminal.output();
    }

    private JsonNode json(String old, String changed, String... further) throws Exception {
        List<String> options = new ArrayList<>(List.of(further));
        options.add("--json");
        return new ObjectMapper().readTree(compared(old, changed, options.toArray(String[]::new)));
    }

    @Test
    void shouldSortAlertsIntoGainedLostAndKeptByTheirIds() throws Exception {
        JsonNode json = json("old.yaml", "new.yaml");

        assertThat(ids(json.path("gained"))).containsExactly(AlertId.of("bank-a", "b-3"));
        assertThat(ids(json.path("kept"))).containsExactly(AlertId.of("bank-a", "a-1"));
        assertThat(ids(json.path("lost")))
                .containsExactlyInAnyOrder(
                        AlertId.of("bank-a", "d-1"), AlertId.of("bank-a", "a-2"));
        assertThat(json.path("lost").path("notFraud").asInt()).isEqualTo(1);
        assertThat(json.path("lost").path("unknown").asInt()).isEqualTo(1);
        assertThat(json.path("gained").path("fraud").asInt()).isEqualTo(1);
    }

    private static List<String> ids(JsonNode alerts) {
        List<String> ids = new ArrayList<>();
        alerts.path("top").forEach(alert -> ids.add(alert.path("alertId").asText()));
        assertThat(alerts.path("count").asInt()).isEqualTo(ids.size());
        return ids;
    }

    @Test
    void shouldSayWhatEachSetMadeOfAnAlertAndWithWhatReasons() {
        assertThat(compared("old.yaml", "new.yaml").replaceAll("\\s+", " "))
                .contains(
                        "+ b-3, 2026-03-01T11:02:00Z, 30.00 EUR, fraud: old 0 (no rule fired); new 50"
                                + " (alert) burst: 3 payments in 10 minutes")
                .contains(
                        "- d-1, 2026-03-02T09:00:00Z, 700.00 EUR, not fraud: old 60 (alert); new 0 (no"
                                + " rule fired) large: 700 is large")
                .contains(
                        "= a-1, 2026-03-01T10:00:00Z, 2000.00 EUR, fraud: old 60 (alert); new 60");
    }

    @Test
    void shouldCountTheCustomersThatEachSetMessagesADay() throws Exception {
        JsonNode reach = json("old.yaml", "new.yaml").path("reach");

        assertThat(reach.path("oldCustomers").asInt()).isEqualTo(2);
        assertThat(reach.path("newCustomers").asInt()).isEqualTo(2);
        assertThat(reach.path("firstTime").asInt()).as("c-2").isEqualTo(1);
        assertThat(reach.path("noMore").asInt()).as("c-3").isEqualTo(1);
        assertThat(reach.path("gainedOnHeardDays").asInt()).isZero();
        assertThat(reach.path("lostOnHeardDays").asInt()).isZero();
        assertThat(reach.path("oldMost").path("date").asText()).isEqualTo("2026-03-02");
        assertThat(reach.path("oldMost").path("customers").asInt()).isEqualTo(2);
        JsonNode first = reach.path("days").path("2026-03-01");
        assertThat(first.path("oldCustomers").asInt()).isEqualTo(1);
        assertThat(first.path("newCustomers").asInt()).isEqualTo(2);
        assertThat(first.path("onlyNew").asInt()).isEqualTo(1);
        assertThat(reach.path("days").path("2026-03-02").path("newCustomers").asInt()).isZero();
        assertThat(compared("old.yaml", "new.yaml"))
                .contains("1 would hear for the first time, 1 no more")
                .containsPattern("2026-03-01 +1 +2 +1");
    }

    @Test
    void shouldTellAnAlertThatOnlyMovedWithinItsDay() throws Exception {
        Files.writeString(folder.resolve("sooner.yaml"), NEW.replace("tx_10m >= 3", "tx_10m >= 2"));
        JsonNode json = json("new.yaml", "sooner.yaml");

        assertThat(ids(json.path("gained"))).containsExactly(AlertId.of("bank-a", "b-2"));
        assertThat(ids(json.path("lost"))).containsExactly(AlertId.of("bank-a", "b-3"));
        assertThat(json.path("lost").path("top").path(0).path("newOutcome").asText())
                .isEqualTo("cooldown");
        assertThat(json.path("reach").path("gainedOnHeardDays").asInt()).isEqualTo(1);
        assertThat(json.path("reach").path("lostOnHeardDays").asInt()).isEqualTo(1);
    }

    @Test
    void shouldSetTheFiguresOfBothBacktestsSideBySide() throws Exception {
        JsonNode json = json("old.yaml", "new.yaml");
        assertThat(json.path("oldFigures").path("total").path("alerts").asInt()).isEqualTo(3);
        assertThat(json.path("newFigures").path("total").path("alerts").asInt()).isEqualTo(2);

        assertThat(compared("old.yaml", "new.yaml"))
                .containsPattern("alerts +3 +2 +-1\n")
                .containsPattern("precision by event +0\\.500 +1\\.000 +\\+0\\.500")
                .containsPattern("recall by event +0\\.200 +0\\.400 +\\+0\\.200")
                .containsPattern("money caught, EUR +2,000\\.00 +2,030\\.00 +\\+30\\.00")
                .containsPattern("larger +0 +0 +0 +1");
    }

    @Test
    void shouldFindNothingChangedBetweenASetAndItself() throws Exception {
        JsonNode json = json("old.yaml", "old.yaml");

        assertThat(json.path("gained").path("count").asInt()).isZero();
        assertThat(json.path("lost").path("count").asInt()).isZero();
        assertThat(json.path("kept").path("count").asInt()).isEqualTo(3);
        assertThat(json.path("oldFigures")).isEqualTo(json.path("newFigures"));
        assertThat(json.path("reach").path("firstTime").asInt()).isZero();
        assertThat(compared("old.yaml", "old.yaml")).doesNotContain("By rule");
    }

    @Test
    void shouldCompareOnlyWhatIsMeasuredAndShowAsManyAlertsAsAskedFor() throws Exception {
        JsonNode json = json("old.yaml", "new.yaml", "--from", "2026-03-02", "--show", "1");

        assertThat(json.path("kept").path("count").asInt()).isZero();
        assertThat(json.path("lost").path("count").asInt()).isEqualTo(2);
        assertThat(json.path("lost").path("top").size()).isEqualTo(1);
    }

    @Test
    void shouldEndWithTwoWhereARuleFileCannotBeUsed() throws Exception {
        Files.writeString(folder.resolve("bad.yaml"), NEW.replace("tx_10m >= 3", "tx_1m >= 3"));

        assertThat(run("old.yaml", "bad.yaml")).isEqualTo(2);
        assertThat(terminal.errors()).contains("bad.yaml:", "tx_1m");
        assertThat(run("old.yaml", "none.yaml")).isEqualTo(2);
        assertThat(run("old.yaml", "new.yaml", "--show", "-1")).isEqualTo(2);
    }
}
