package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.CompiledRules;
import io.cardwatch.rule.KeyDimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States that an earlier build wrote in format 1, byte for byte. */
class FormatOneTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({"format-1.hex, 512", "format-1-folded.hex, 8"})
    void shouldSeeWhatTheEarlierBuildSaw(String file, int maxEntries) throws Exception {
        WindowBounds bounds = new WindowBounds(5_000, 60_000, 86_400_000, maxEntries, 16, 16);
        WindowPlan plan = WindowPlan.of(rules(), KeyDimension.CARD, bounds, true);
        KeyState state = plan.newState();
        for (int i = 0; i < 60; i++) {
            state.remember(1 + i, Events.NOON + i * 7_000L);
            Events.take(state, event(i));
        }
        KeyState read = States.read(bytes(file), plan);
        assertThat(read.hasSeen(60, Events.NOON + 420_000)).isTrue();
        for (int i = 60; i < 120; i++) {
            assertThat(Events.take(read, event(i))).containsExactly(Events.take(state, event(i)));
        }
    }

    private static byte[] bytes(String file) throws IOException {
        Path path = Path.of("src/test/resources/window", file);
        return HexFormat.of().parseHex(Files.readString(path).strip());
    }

    private static CompiledRules rules() {
        TestingCompiledRules rules = new TestingCompiledRules();
        for (String where : new String[] {null, "event.approved", "event.amount > 50.0"}) {
            for (Duration over : new Duration[] {MINUTE, HOUR}) {
                rules.feature(KeyDimension.CARD, Aggregate.COUNT, null, over, where, false)
                        .feature(KeyDimension.CARD, Aggregate.SUM, "amount", over, where, false)
                        .feature(KeyDimension.CARD, Aggregate.MEAN, "amount", over, where, true)
                        .feature(KeyDimension.CARD, Aggregate.DISTINCT, "mcc", over, where, false);
            }
            rules.feature(KeyDimension.CARD, Aggregate.FIRST_SEEN, "mcc", HOUR, where, false)
                    .feature(KeyDimension.CARD, Aggregate.ELAPSED, null, HOUR, where, false)
                    .feature(KeyDimension.CARD, Aggregate.SPEED, "location", HOUR, where, false);
        }
        return rules;
    }

    private static CardEvent event(int i) {
        long late = i % 7 == 3 ? 4_000 : i % 11 == 5 ? 30_000 : 0;
        return Events.at(Events.NOON + i * 7_000L - late)
                .responseCode(i % 5 == 0 ? "05" : "00")
                .mcc(i % 6 == 1 ? null : "54" + (10 + i * i % 13))
                .latitude(i % 3 == 0 ? null : 48.0 + i % 4)
                .longitude(i % 3 == 0 ? null : 11.5)
                .baseAmount(i % 9 == 4 ? CardEvent.NO_AMOUNT : 1_000 + 731L * i % 9_000, 2)
                .build();
    }
}
