package io.cardwatch.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.Label;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.RuleCompiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReplaySourceTest {
    private static final String LEARNING =
            """
            ruleset: learning
            version: "1"
            features:
              bad: { by: card, fraud_rate: true, over: 7d, delay: 0d }
            rules:
              - { id: bad, when: bad > 0.5, score: 80, reason: "bad" }
            alerting: { threshold: 70 }
            """;

    @TempDir private Path folder;

    @Test
    void shouldJudgeByTimeAndIdAndCallLateWhatItsOwnFileIsPast() throws Exception {
        List<String> order =
                order(
                        "event-time",
                        file(
                                "north",
                                events(12, "a", "10:00:"),
                                line("a-late", "09:58:59"),
                                line("a-swapped", "10:00:05")),
                        file("more", events(12, "b", "10:00:")));

        assertThat(order).contains("late a-late");
        List<String> onTime = order.stream().filter(id -> !id.startsWith("late")).toList();
        assertThat(onTime).hasSize(25).contains("10:00:05 a-swapped");
        assertThat(onTime.stream().map(id -> id.substring(0, 8))).isSorted();
    }

    @Test
    void shouldKeepEachFilesOrderAsEventsArrive() throws Exception {
        assertThat(
                        order(
                                "arrival",
                                file("north", line("a", "10:00:00"), line("b", "09:00:00")),
                                file("more", line("c", "10:00:01"))))
                .containsExactly("10:00:00 a", "09:00:00 b", "10:00:01 c");
    }

    @Test
    void shouldHandOutALabelWithTheFirstEventOfItsTime() throws Exception {
        Path labels =
                Files.writeString(
                        folder.resolve("labels.jsonl"),
                        """
                        {"schemaVersion":1,"bankId":"north","eventId":"a","cardRef":"tok-1","eventTime":"2026-03-01T10:00:00Z","fraud":true,"knownAt":"2026-03-01T10:00:03Z","scenario":"stolen"}
                        """);
        List<String> learned = new ArrayList<>();
        try (ReplaySource source =
                open(
                        List.of(
                                "--labels",
                                labels.toString(),
                                "--events",
                                file(
                                        "north",
                                        line("a", "10:00:00"),
                                        line("b", "10:00:02"),
                                        line("c", "10:00:03"))))) {
            for (LabelledEvent event = source.next(); event != null; event = source.next()) {
                for (Label label : event.learned()) {
                    learned.add(event.event().eventId() + " learns of " + label.eventId());
                }
                if (event.event().eventId().equals("a")) {
                    assertThat(event.fraud()).isTrue();
                    assertThat(event.scenario()).isEqualTo("stolen");
                } else {
                    assertThat(event.fraud()).isNull();
                }
            }
        }
        assertThat(learned).containsExactly("c learns of a");
    }

    private List<String> order(String ordering, String... files) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--ordering", ordering, "--events"));
        arguments.addAll(List.of(files));
        List<String> order = new ArrayList<>();
        try (ReplaySource source = open(arguments)) {
            for (LabelledEvent event = source.next(); event != null; event = source.next()) {
                String time = event.event().eventTime().toString().substring(11, 19);
                order.add((event.late() ? "late" : time) + " " + event.event().eventId());
            }
        }
        return order;
    }

    private ReplaySource open(List<String> arguments) throws Exception {
        CompiledRules rules = RuleCompiler.compile("rules.yaml", LEARNING);
        return CommandLine.populateCommand(new ReplayOptions(), arguments.toArray(String[]::new))
                .open(folder, List.of(rules));
    }

    private String file(String name, String... lines) throws Exception {
        return Files.writeString(folder.resolve(name + ".jsonl"), String.join("", lines))
                .toString();
    }

    private static String events(int count, String prefix, String minute) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < count; i++) {
            events.append(line(prefix + i, "%s%02d".formatted(minute, i)));
        }
        return events.toString();
    }

    private static String line(String id, String time) {
        return """
        {"eventId":"%s","bankId":"north","schemaVersion":1,"messageType":"authorisation",\
        "cardRef":"tok-1","eventTime":"2026-03-01T%sZ","amountMinor":500,"currency":"EUR"}
        """
                .formatted(id, time);
    }
}
