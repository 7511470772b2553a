package io.cardwatch.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cardwatch.engine.TestingCompiledRules;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The features that the Fraud Detection Handbook defines (baseline feature transformation), over
 * its simulated transactions, which are not part of the repository: card counts and means over 1, 7
 * and 30 days, the transaction itself included, and terminal counts and fraud rates over 1, 7 and
 * 30 days that end 7 days before it. Compared for every row with sums over the file. {@code
 * -Dcardwatch.handbook=FILE} names one of the files; the other is looked for beside it.
 */
@Tag("full")
class HandbookWindowsTest {
    private static final List<String> FILES =
            List.of("handbook-2018-04.csv.gz", "handbook-2018-05-07.csv.gz");
    private static final int[] DAYS = {1, 7, 30};
    private static final int DELAY = 7;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final WindowBounds BOUNDS = new WindowBounds(5_000, 300_000, DAY, 256, 512, 512);

    private final WindowPlan cards = WindowPlan.of(cardFeatures(), KeyDimension.CARD, BOUNDS, true);
    private final WindowPlan terminals =
            WindowPlan.of(terminalFeatures(), KeyDimension.TERMINAL, BOUNDS, false);
    private final Map<String, Key> cardKeys = new HashMap<>();
    private final Map<String, Key> terminalKeys = new HashMap<>();
    private final Entry cardEntry = cards.newEntry();
    private final Entry terminalEntry = terminals.newEntry();

    /** A key's windows, and all that the file has shown of it: times and sums up to each row. */
    private static final class Key {
        final KeyState state;
        long[] times = new long[8];
        long[] amounts = new long[9];
        long[] frauds = new long[9];
        int rows;

        Key(KeyState state) {
            this.state = state;
        }

        void add(long time, long minor, boolean fraud) {
            if (rows == times.length) {
                times = Arrays.copyOf(times, 2 * rows);
                amounts = Arrays.copyOf(amounts, 2 * rows + 1);
                frauds = Arrays.copyOf(frauds, 2 * rows + 1);
            }
            times[rows] = time;
            amounts[rows + 1] = amounts[rows] + minor;
            frauds[rows + 1] = frauds[rows] + (fraud ? 1 : 0);
            rows++;
        }

        /** How many rows are not newer than that. */
        int upTo(long time) {
            int low = 0;
            int high = rows;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (times[middle] <= time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    @Test
    void shouldEqualTheHandbooksDefinitionsOnEveryRow() throws IOException {
        String given = System.getProperty("cardwatch.handbook", "../../shared/data/any.csv.gz");
        List<Path> files =
                FILES.stream()
                        .map(Path.of(given)::resolveSibling)
                        .filter(Files::isRegularFile)
                        .toList();
        assumeTrue(!files.isEmpty(), "skipped: give -Dcardwatch.handbook=FILE");
        long rows = 0;
        long frauds = 0;
        for (Path file : files) {
            try (BufferedReader reader = open(file)) {
                reader.readLine();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    frauds += take(line.split(",", -1)) ? 1 : 0;
                    rows++;
                }
            }
        }
        assertThat(rows).isGreaterThan(288_000);
        assertThat(frauds).isGreaterThan(1_700);
    }

    private boolean take(String[] row) {
        long time = Instant.parse(row[1]).toEpochMilli();
        long minor = Math.round(Double.parseDouble(row[4]) * 100);
        boolean fraud = row[5].equals("1");
        CardEvent event =
                CardEvent.builder()
                        .eventId(row[0])
                        .bankId("handbook")
                        .messageType(MessageType.AUTHORISATION)
                        .cardRef(row[2])
                        .terminalId(row[3])
                        .eventTime(Instant.ofEpochMilli(time))
                        .currency("USD")
                        .baseAmount(minor, 2)
                        .build();
        Key card = cardKeys.computeIfAbsent(row[2], ref -> new Key(cards.newState()));
        card.add(time, minor, fraud);
        double[] features = new double[2 * DAYS.length];
        cards.project(event, time, States::hash, cardEntry);
        card.state.take(cardEntry, features);
        assertThat(features).as("card features of %s", row[0]).containsExactly(expected(card));
        Key terminal = terminalKeys.computeIfAbsent(row[3], id -> new Key(terminals.newState()));
        terminal.add(time, minor, fraud);
        features = new double[2 * DAYS.length + 1];
        terminals.project(event, time, States::hash, terminalEntry);
        terminal.state.take(terminalEntry, features);
        assertTerminal(features, terminal, row[0]);
        if (fraud) {
            terminal.state.learn(time, Long.parseLong(row[0]) + 1, true);
        }
        return fraud;
    }

    private static double[] expected(Key card) {
        double[] expected = new double[2 * DAYS.length];
        for (int i = 0; i < DAYS.length; i++) {
            int first = card.upTo(card.times[card.rows - 1] - DAYS[i] * DAY);
            int count = card.rows - first;
            expected[2 * i] = count;
            expected[2 * i + 1] = (card.amounts[card.rows] - card.amounts[first]) / 100.0 / count;
        }
        return expected;
    }

    private static void assertTerminal(double[] features, Key terminal, String id) {
        long end = terminal.times[terminal.rows - 1] - DELAY * DAY;
        int last = terminal.upTo(end);
        for (int i = 0; i < DAYS.length; i++) {
            int first = terminal.upTo(end - DAYS[i] * DAY);
            double count = features[2 * i] - features[2 * DAYS.length];
            assertThat(count).as("count over %s days at %s", DAYS[i], id).isEqualTo(last - first);
            double frauds = terminal.frauds[last] - terminal.frauds[first];
            double rate = last == first ? Double.NaN : frauds / (last - first);
            assertThat(features[2 * i + 1])
                    .as("rate of %s at %s", DAYS[i], id)
                    .isEqualTo(Double.valueOf(rate));
        }
    }

    private static TestingCompiledRules cardFeatures() {
        TestingCompiledRules rules = new TestingCompiledRules();
        for (int days : DAYS) {
            rules.card(Aggregate.COUNT, null, Duration.ofDays(days));
            rules.card(Aggregate.MEAN, "amount", Duration.ofDays(days));
        }
        return rules;
    }

    /** A count that ends 7 days ago is a difference of two that end now. */
    private static TestingCompiledRules terminalFeatures() {
        TestingCompiledRules rules = new TestingCompiledRules();
        KeyDimension by = KeyDimension.TERMINAL;
        for (int days : DAYS) {
            Duration over = Duration.ofDays(days);
            Duration delay = Duration.ofDays(DELAY);
            rules.feature(by, Aggregate.COUNT, null, over.plus(delay), null, false);
            rules.feature(
                    Feature.of("risk_" + days, by, Aggregate.FRAUD_RATE, over)
                            .delay(delay)
                            .build());
        }
        return rules.feature(by, Aggregate.COUNT, null, Duration.ofDays(DELAY), null, false);
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
