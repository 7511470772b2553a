package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.local.Counters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DemoSummaryTest {
    @Test
    void shouldHoldWhereEveryEventCandidateAndAlertIsAccountedFor() {
        assertThat(accounting(counters(), 100).isComplete()).isTrue();
    }

    @Test
    void shouldNameTheEquationThatDoesNotHoldWithBothNumbers() {
        Accounting lost = accounting(counters(), 101);

        assertThat(lost.isComplete()).isFalse();
        assertThat(lost.gaps()).isEqualTo("  events in (100) is not events sent (101)");
    }

    @Test
    void shouldShowEveryNumberWithItsNameAndNoEscapes() {
        String summary = summary(ConsentChoice.Kind.FILE);

        assertThat(summary)
                .containsPattern("(?m)^  events in +100$")
                .containsPattern("(?m)^ +north malformed +2$")
                .containsPattern("(?m)^ +no_consent +2$")
                .containsPattern("(?m)^ +velocity-burst live +4$")
                .containsPattern("(?m)^ +console delivered +3$")
                .containsPattern("(?m)^ +reversals that took their original back +3$")
                .containsPattern("(?m)^ +velocity-burst +2$")
                .containsPattern("(?m)^ +wrong_bank +1$")
                .contains("✓ labels in + rejected (6) = labels sent (6)")
                .contains("✓ alerts + suppressed (5) = alert candidates (5)")
                .contains("✓ sent + refused at delivery (4) = channels of the alerts (4)")
                .contains(
                        "✓ rejected + late + duplicates + not scored + reversals + scored (100) = events in")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldSayWhyNothingWasSentWhereNobodyOptedIn() {
        assertThat(summary(ConsentChoice.Kind.NOBODY))
                .contains("Nobody has opted in")
                .contains("--consents everyone");
    }

    @Test
    void shouldSayThatSyntheticOptInsAreNone() {
        assertThat(summary(ConsentChoice.Kind.EVERYONE)).contains("Nobody really gave one");
    }

    @Test
    void shouldWriteTheSameNumbersForAProgram() {
        JsonNode json = DemoReportJson.json(report(ConsentChoice.Kind.FILE));

        assertThat(json.at("/events/in").asLong()).isEqualTo(100);
        assertThat(json.at("/events/rejected/malformed").asLong()).isEqualTo(2);
        assertThat(json.at("/alerts/suppressed/no_consent").asLong()).isEqualTo(2);
        assertThat(json.at("/deliveries/console/delivered").asLong()).isEqualTo(3);
        assertThat(json.at("/labels/in").asLong()).isEqualTo(5);
        assertThat(json.at("/labels/rejected/wrong_bank").asLong()).isEqualTo(1);
        assertThat(json.at("/equations/0/holds").asBoolean()).isTrue();
        assertThat(json.at("/speed/eventsPerSecond").asLong()).isEqualTo(50);
    }

    private static String summary(ConsentChoice.Kind consents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new DemoSummary(new Terminal(stream, false, false, true, 80)).print(report(consents));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static DemoReport report(ConsentChoice.Kind consents) {
        return new DemoReport(
                new TreeMap<>(),
                accounting(counters(), 100),
                consents,
                9,
                3,
                new DemoReport.Latency(3, 20, 60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(9));
    }

    private static Accounting accounting(Counters counters, long sent) {
        return new Accounting(counters, sent, 6, 3, 4, 3);
    }

    private static Counters counters() {
        Map<Counters.Key, Long> values = new HashMap<>();
        count(values, 100, "events_in");
        count(values, 2, "events_rejected", "bank", "north", "reason", "malformed");
        count(values, 1, "events_late");
        count(values, 3, "events_duplicate");
        count(values, 5, "labels_in");
        count(values, 1, "labels_rejected", "reason", "wrong_bank");
        count(values, 4, "events_not_scored");
        count(values, 3, "events_reversed");
        count(values, 1, "reversals_unmatched");
        count(values, 86, "events_scored");
        count(values, 2, "findings_paused", "rule", "velocity-burst");
        count(values, 4, "findings", "rule", "velocity-burst", "mode", "live");
        count(values, 5, "alert_candidates");
        count(values, 3, "alerts");
        count(values, 2, "alerts_suppressed", "reason", "no_consent");
        count(values, 3, "deliveries", "channel", "console", "outcome", "delivered");
        count(values, 1, "deliveries_refused", "channel", "console", "reason", "withdrawn");
        return new Counters(values);
    }

    private static void count(
            Map<Counters.Key, Long> values, long value, String name, String... labels) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            pairs.put(labels[i], labels[i + 1]);
        }
        values.put(new Counters.Key("job", name, pairs), value);
    }
}
