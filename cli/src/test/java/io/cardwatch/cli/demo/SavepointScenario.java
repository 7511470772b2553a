package io.cardwatch.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One bank's cardholders around the moment of a savepoint, each of whom needs another piece of the
 * jobs' state to be judged rightly afterwards.
 *
 * <p>Only a run that writes a new fixture makes these events; a run that restores one reads the
 * files beside it, so that they stay what they were.
 */
final class SavepointScenario {
    static final String BANK = TestingRecords.BANK;

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String VIENNA = "Vienna";
    private static final String NEW_YORK = "New York";

    private final List<FeedEvent> events = new ArrayList<>();

    private SavepointScenario() {}

    /** Consents of all who opted in; one of them opts out again, one never opted in. */
    static List<TimedConsent> consents() {
        List<TimedConsent> consents = new ArrayList<>();
        for (String subject :
                List.of("anna", "bert", "cara", "dora", "emil", "fred", "gina", "hugo", "jana")) {
            consents.add(TestingRecords.grant(subject, 1));
        }
        consents.add(TestingRecords.withdrawal("hugo", 2, 0));
        return consents;
    }

    /** What the job has judged by the time of the savepoint. */
    static List<FeedEvent> before() {
        SavepointScenario scenario = new SavepointScenario();
        scenario.usualSpending("emil");
        scenario.usualSpending("fred");
        // Three alerts of one day: nothing is left of the budget.
        for (int hop = 0; hop < 4; hop++) {
            scenario.terminal("cara-" + hop, "cara", -260 + hop * 40, hop % 2 == 0);
        }
        for (String traveller : List.of("dora", "hugo", "ines")) {
            scenario.terminal(traveller + "-home", traveller, -60, true);
        }
        for (int minute = -9; minute <= -5; minute++) {
            // The fifth within ten minutes raises the alert that starts the cooldown.
            scenario.online("bert-" + (9 + minute), "bert", minute, 8_000, "device-b");
        }
        for (int card = 0; card < 60; card++) {
            // More than a key keeps exactly, so that the merchant's oldest are folded.
            for (int probe = 0; probe < 6; probe++) {
                scenario.refusedProbe(
                        "crowd-%d-%d".formatted(card, probe), "crowd-" + card, -4, card);
            }
        }
        for (int minute = -4; minute <= -1; minute++) {
            scenario.online("anna-" + (4 + minute), "anna", minute, 8_000, "device-a");
            scenario.online("gina-" + (4 + minute), "gina", minute, 8_000, "device-g");
        }
        return scenario.events;
    }

    /** What the restored job is to judge, one after the other. */
    static List<FeedEvent> after() {
        SavepointScenario scenario = new SavepointScenario();
        // A duplicate of what was counted before: still only four within ten minutes.
        scenario.online("gina-0", "gina", -4, 8_000, "device-g");
        scenario.online("anna-4", "anna", 1, 8_000, "device-a");
        scenario.online("bert-cooling", "bert", 1, 8_000, "device-b");
        scenario.refusedProbe("jana-0", "jana", 1, 0);
        scenario.refusedProbe("jana-1", "jana", 2, 0);
        for (String traveller : List.of("dora", "hugo", "ines")) {
            scenario.terminal(traveller + "-away", traveller, 3, false);
        }
        scenario.online("emil-spike", "emil", 4, 60_000, "device-new");
        scenario.online("fred-spike-known-device", "fred", 5, 60_000, "device-2");
        scenario.online("fred-spike-new-device", "fred", 40, 90_000, "device-new");
        scenario.terminal("cara-over-budget", "cara", 45, true);
        scenario.terminal("cara-next-day-home", "cara", 24 * 60, true);
        scenario.terminal("cara-next-day-away", "cara", 24 * 60 + 30, false);
        return scenario.events;
    }

    /** Ten quiet online payments over ten days, from three devices. */
    private void usualSpending(String subject) {
        for (int day = 12; day > 2; day--) {
            online(
                    subject + "-usual-" + day,
                    subject,
                    -day * 24 * 60 - 30,
                    2_500 + day * 100L,
                    "device-" + day % 3);
        }
    }

    private void online(String id, String subject, long minute, long cents, String device) {
        Map<String, Object> event = event(id, subject, NOW.plus(Duration.ofMinutes(minute)), cents);
        event.put("merchantId", "shop");
        event.put("cardPresent", false);
        event.put("responseCode", "00");
        event.put("deviceId", device);
        event.put("cardCountry", "AT");
        event.put("ipCountry", "NL");
        event.put("threeDsResult", "U");
        add(event);
    }

    private void terminal(String id, String subject, long minute, boolean atHome) {
        Map<String, Object> event = event(id, subject, NOW.plus(Duration.ofMinutes(minute)), 4_000);
        event.put("merchantId", atHome ? "bakery" : "deli");
        event.put("merchantCity", atHome ? VIENNA : NEW_YORK);
        event.put("merchantCountry", atHome ? "AT" : "US");
        event.put("latitude", atHome ? 48.2 : 40.7);
        event.put("longitude", atHome ? 16.4 : -74.0);
        event.put("cardPresent", true);
        event.put("responseCode", "00");
        add(event);
    }

    private void refusedProbe(String id, String subject, long minute, long second) {
        Map<String, Object> event =
                event(id, subject, NOW.plusSeconds(minute * 60 + second), 100 + second);
        event.put("merchantId", "hub");
        event.put("cardPresent", false);
        event.put("responseCode", "05");
        add(event);
    }

    private static Map<String, Object> event(String id, String subject, Instant time, long cents) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventId", id);
        event.put("bankId", BANK);
        event.put("schemaVersion", 1);
        event.put("messageType", "authorisation");
        event.put("cardRef", "tok-of-" + subject);
        event.put("subjectRef", subject);
        event.put("eventTime", time.toString());
        event.put("amountMinor", cents);
        event.put("currency", "EUR");
        event.put("merchantName", "Merchant of " + id);
        return event;
    }

    private void add(Map<String, Object> event) {
        events.add(fromJson(json(event)));
    }

    private static String json(Map<String, Object> event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An event as it stands on a line of a fixture's file. */
    static FeedEvent fromJson(String line) {
        var json = SampleInput.json(line);
        return new FeedEvent(
                BANK,
                json.path("eventId").asText(),
                json.path("cardRef").asText(),
                json.path("subjectRef").asText(),
                SampleInput.instant(json, "eventTime"),
                line.getBytes(UTF_8));
    }
}
