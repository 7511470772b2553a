package io.cardwatch.cli.explain;

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

/** What the command says of the events of one small file, end to end. */
final class ExplainCommandTest {
    private static final String MAPPING =
            """
            columns:
              eventId: id
              eventTime: at
              cardRef: card
              terminalId: terminal
              amount: amount
              label: fraud
              scenario: kind
            defaults: { bankId: bank-a, currency: EUR, messageType: authorisation, responseCode: "00" }
            time: { format: iso, zone: UTC }
            """;
    private static final String RULES =
            """
            ruleset: explained
            version: "1"
            features:
              tx_10m:   { by: card, count: true, over: 10m }
              usual:    { by: card, mean: amount, over: 30d, excluding: current }
              here_1d:  { by: terminal, count: true, over: 1d }
              device_1d: { by: device, count: true, over: 1d }
              new_ip:   { by: card, first_seen: ip, over: 30d }
              deviation: { by: card, stddev: amount, over: 1d }
            rules:
              - id: burst
                when: tx_10m >= 4 && here_1d >= 2
                score: 60
                reason: "{tx_10m} payments"
              - id: unusual
                when: event.amount > 3 * usual
                score: 50
                reason: "{event.amount}"
              - id: either
                when: tx_10m > 20 || event.amount > 400
                score: 10
                reason: "either"
              - id: odd-device
                when: device_1d > 3
                score: 10
                reason: "device"
              - id: watched
                when: event.amount > 20
                score: 100
                reason: "watched"
                mode: shadow
            alerting: { threshold: 50, cooldown: 30m, budget: 2 per subject per day }
            """;
    private static final String EVENTS =
            """
            id,at,card,terminal,amount,fraud,kind
            e-1,2026-03-01T10:00:00Z,c-1,t-1,80.00,0,
            e-2,2026-03-01T10:01:00Z,c-1,t-1,90.20,0,
            e-3,2026-03-01T10:02:00Z,c-1,,210.00,,
            e-4,2026-03-01T10:03:00Z,c-1,t-1,600.00,1,spree
            e-4,2026-03-01T10:03:01Z,c-1,t-1,600.00,1,spree
            e-5,2026-03-01T10:04:00Z,c-1,t-1,30.00,1,spree
            e-0,2026-03-01T10:00:30Z,c-1,t-1,30.00,,
            e-6,2026-03-01T15:00:00Z,c-1,t-1,2000.00,1,spree
            e-7,2026-03-01T16:00:00Z,c-1,t-1,5000.00,1,spree
            e-8,2026-03-01T17:00:00Z,c-2,t-2,19.00,0,
            e-9,2026-03-01T1700,c-2,t-2,20.00,0,
            """;

    @TempDir private Path folder;
    private TestingTerminal terminal = new TestingTerminal(80, this::command);

    private ExplainCommand command(Terminal out) {
        return new ExplainCommand(folder, out);
    }

    @BeforeEach
    void writeFiles() throws Exception {
        Files.writeString(folder.resolve("events.csv"), EVENTS);
        Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
        Files.writeString(folder.resolve("rules.yaml"), RULES);
    }

    private int run(String... further) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--events",
                                folder.resolve("events.csv").toString(),
                                "--mapping",
                                folder.resolve("mapping.yaml").toString(),
                                "--rules",
                                folder.resolve("rules.yaml").toString()));
        arguments.addAll(List.of(further));
        return terminal.run(arguments);
    }

    private String explained(String... further) {
        assertThat(run(further)).as(terminal.errors()).isZero();
        return terminal.output();
    }

    @Test
    void shouldTakeEachRuleApartAndSayHowFarItIsFromFiring() {
        assertThat(explained("--event", "e-3").replaceAll("\\s+", " "))
                .contains("No alert: score 0, threshold 50, 50 more needed")
                .contains(
                        "burst: did not fire, would score 60; lacks tx_10m 1 more and a value of"
                                + " here_1d ✗ tx_10m >= 4 3, needs 1 more ? here_1d >= 2 here_1d is"
                                + " missing")
                .contains("odd-device: not applicable: device_1d missing")
                .contains(
                        "unusual: did not fire, would score 50 ✗ event.amount > 3 * usual 210.00,"
                                + " needs over 45.30 more (3 * usual = 255.30, usual 85.10)")
                .contains(
                        "either: did not fire, would score 10; lacks event.amount over 190.00 more"
                                + " ✗ one of ✗ tx_10m > 20 3, needs 18 more ✗ event.amount > 400"
                                + " 210.00, needs over 190.00 more · nearest");
    }

    @Test
    void shouldGiveEveryFeatureAndWhyOneIsMissing() {
        assertThat(explained("--event", "e-3"))
                .containsPattern("tx_10m +3  count by card over 10m")
                .containsPattern("usual +85.10  mean amount by card over 30d, excluding current")
                .containsPattern("here_1d +missing  no key: the event names no terminal")
                .containsPattern("device_1d +missing  no key: the event names no device")
                .containsPattern("new_ip +missing  no ip in the event")
                .contains(
                        "The file begins 2m before the event: not full are the windows of tx_10m");
        assertThat(explained("--event", "e-1"))
                .containsPattern("usual +missing  no amount in the window")
                .containsPattern("deviation +missing  fewer than two amounts in the window");
    }

    @Test
    void shouldSayWhichRulesMadeAnAlertAndItsIdWhichFindsItAgain() {
        String byEvent = explained("--event", "e-4");
        assertThat(byEvent)
                .contains("labelled fraud (spree)")
                .contains(
                        "Alert "
                                + AlertId.of("bank-a", "e-4")
                                + ", severity critical: score 120, threshold\n50")
                .contains("  burst: fired, 60")
                .contains("✓ event.amount > 3 * usual  600.00 (3 * usual = 380.20, usual 126.73)")
                .contains("in shadow mode, which never counts: watched, 100");

        assertThat(explained("--alert", AlertId.of("bank-a", "e-4"))).isEqualTo(byEvent);
    }

    @Test
    void shouldNameTheAlertThatTheCooldownOrTheBudgetCameFrom() {
        assertThat(explained("--event", "e-5"))
                .contains("held back by the cooldown of 30m")
                .contains("2026-03-01T10:03:00Z burst, unusual, either alerted on event e-4")
                .contains("cooling until 2026-03-01T10:33:00Z");
        assertThat(explained("--event", "e-7"))
                .contains("held back by the budget of 2 alerts")
                .contains("alerted on event e-4")
                .contains("alerted on event e-6")
                .doesNotContain("cooling until");
    }

    @Test
    void shouldSayThatALateEventWasDroppedAndJudgeNothingOfIt() {
        assertThat(explained("--event", "e-0"))
                .contains("Dropped as late")
                .doesNotContain("Features")
                .doesNotContain("burst");
    }

    @Test
    void shouldSayThatARuleIsPausedSinceItFloods() throws Exception {
        Files.writeString(
                folder.resolve("rules.yaml"),
                RULES.replace(
                        "budget: 2 per subject per day",
                        "flood: { share: 5%, over: 10m, least: 10 }"));
        StringBuilder events = new StringBuilder("id,at,card,terminal,amount,fraud,kind\n");
        for (int i = 0; i < 30; i++) {
            events.append(
                    String.format("f-%d,2026-03-01T10:00:%02dZ,k-%d,t-1,500.00,,%n", i, i, i));
        }
        Files.writeString(folder.resolve("events.csv"), events);

        assertThat(explained("--event", "f-29"))
                .contains("  either: fired, 10, and is paused: it fires on too many events")
                .contains("not counted, paused since they fire on too many events: either");
    }

    @Test
    void shouldEndWithTwoAndNearNamesAndRefusedRowsOnAnUnknownId() {
        assertThat(run("--event", "e-44")).isEqualTo(2);
        assertThat(terminal.errors())
                .contains("no event 'e-44' among 10 events; did you mean 'e-4'?")
                .contains(
                        "one of the 1 rows that were refused: 1 bad_time, eventTime (events.csv:12)");

        assertThat(run("--alert", "e-4")).isEqualTo(2);
        assertThat(terminal.errors()).contains("it is the id of an event: --event e-4");
        String alert = AlertId.of("bank-a", "e-6");
        assertThat(run("--event", alert)).isEqualTo(2);
        assertThat(terminal.errors()).contains("the alert on e-6: --alert " + alert);
        assertThat(run("--alert", "0".repeat(32))).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("--event", "e-1", "--alert", alert)).isEqualTo(2);
    }

    @Test
    void shouldStayWithinTheTerminalsWidth() {
        for (int width : List.of(40, 60, 80, 100)) {
            terminal = new TestingTerminal(width, this::command);
            for (String event : List.of("e-1", "e-3", "e-4", "e-5", "e-7")) {
                assertThat(explained("--event", event).lines())
                        .as("%s at %s", event, width)
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            }
        }
    }

    @Test
    void shouldSayTheSameInJson() throws Exception {
        JsonNode json = new ObjectMapper().readTree(explained("--event", "e-3", "--json"));

        assertThat(json.path("outcome").asText()).isEqualTo("below-threshold");
        assertThat(json.path("alertId").asText()).isEqualTo(AlertId.of("bank-a", "e-3"));
        assertThat(json.path("fraud").isNull()).isTrue();
        JsonNode usual = named(json.path("features"), "name", "usual");
        assertThat(usual.path("value").asDouble()).isEqualTo(85.1);
        assertThat(named(json.path("features"), "name", "here_1d").path("missing").asText())
                .isEqualTo("no key: the event names no terminal");
        JsonNode unusual = named(json.path("rules"), "rule", "unusual");
        assertThat(unusual.path("state").asText()).isEqualTo("did-not-fire");
        JsonNode needs = unusual.path("condition").path("needs");
        assertThat(needs.path("of").asText()).isEqualTo("event.amount");
        assertThat(needs.path("limit").asDouble()).isEqualTo(3 * usual.path("value").asDouble());
        assertThat(needs.path("beyond").asBoolean()).isTrue();
        JsonNode either = named(json.path("rules"), "rule", "either").path("condition");
        assertThat(either.path("kind").asText()).isEqualTo("any");
        assertThat(either.path("parts").path(either.path("nearest").asInt()).path("text").asText())
                .isEqualTo("event.amount > 400");
    }

    private static JsonNode named(JsonNode nodes, String key, String name) {
        for (JsonNode node : nodes) {
            if (node.path(key).asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError(name + " is not in " + nodes);
    }
}
