package io.cardwatch.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as other people have them, through the command. */
final class BacktestCommandTest {
    private static final String RULES =
            """
            ruleset: amounts
            version: "1"
            features:
              bad: { by: card, fraud_rate: true, over: 30d, delay: 0d }
            rules:
              - { id: large, when: event.amount > 100.0, score: event.amount, reason: "large" }
              - { id: abroad, when: event.merchantCountry != 'AT', score: 1, reason: "abroad" }
              - { id: bad-card, when: bad > 0.0, score: 500, reason: "bad" }
            alerting: { threshold: 100, cooldown: 0s }
            """;

    private static final String HEADER = "id,card,when,sum,fraud,kind\n";
    private static final List<String> COLUMNS =
            List.of("eventId=id", "cardRef=card", "eventTime=when", "amount=sum", "label=fraud");

    @TempDir private Path folder;

    private TestingBacktest backtest;
    private final List<String> arguments = new ArrayList<>();

    @BeforeEach
    void writeRules() throws Exception {
        backtest = new TestingBacktest(folder);
        arguments.addAll(List.of("--rules", backtest.write("rules.yaml", RULES).toString()));
    }

    @Test
    void shouldReadSemicolonsAMarkAnotherTimeFormatAndADecimalFieldOfAPackedFile()
            throws Exception {
        Path file = folder.resolve("events.dat");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            String text =
                    """
                    \uFEFFid;card;when;sum;fraud;kind
                    1;c1;01.03.2026 10:00;250.5;1;stolen
                    2;c1;01.03.2026 10:05;20;0;
                    """;
            out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        columns("currency=EUR");
        arguments.addAll(
                List.of(
                        "--column", "scenario=kind",
                        "--time", "dd.MM.uuuu HH:mm",
                        "--zone", "Europe/Vienna"));

        JsonNode result = run(file);

        assertThat(result.at("/input/first").asText()).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(result.at("/total/events/truePositives").asLong()).isEqualTo(1);
        assertThat(result.at("/total/money/0/caughtMinor").asLong()).isEqualTo(25_050);
        assertThat(result.at("/scenarios/0/name").asText()).isEqualTo("stolen");
        assertThat(backtest.lines("scores.csv"))
                .containsExactly("eventId,score,alert", "1,250.5,1", "2,0,0");
        assertThat(backtest.lines("alerts.jsonl")).singleElement().asString().contains("\"large\"");
    }

    @Test
    void shouldKeepUnknownApartFromNoFraudAndTakeAnUnreadableLabelForUnknown() throws Exception {
        columns("currency=EUR");
        JsonNode result =
                run(
                        HEADER
                                + "1,c1,2026-03-01T10:00:00Z,300,1,\n"
                                + "2,c2,2026-03-01T10:00:00Z,300,,\n"
                                + "3,c3,2026-03-01T10:00:00Z,300,0,\n"
                                + "4,c4,2026-03-01T10:00:00Z,300,maybe,\n"
                                + "5,c5,2026-03-01T10:00:00Z,-3,0,\n");

        assertThat(result.at("/input/unknown").asLong()).isEqualTo(2);
        assertThat(result.at("/total/alerts").asLong()).isEqualTo(4);
        assertThat(result.at("/total/events/unknownAlerted").asLong()).isEqualTo(2);
        assertThat(result.at("/total/events/precision").asDouble()).isEqualTo(0.5);
        assertThat(result.at("/input/refused")).hasSize(1);
        assertThat(backtest.output())
                .contains("refused: labels: unreadable", "first at events.csv:5")
                .contains("refused: negative_amount, amountMinor", "events.csv:6");
    }

    @Test
    void shouldSayThatNothingIsKnownWhereThereAreNoLabels() throws Exception {
        columns("currency=EUR");
        JsonNode result = run(HEADER + "1,c1,2026-03-01T10:00:00Z,300,,\n");

        assertThat(result.at("/total/alerts").asLong()).isEqualTo(1);
        for (String figure :
                List.of(
                        "/total/events/precision", "/total/averagePrecision",
                        "/total/topCards/0/precision", "/total/firstAlert/medianMillis")) {
            assertThat(result.at(figure).isMissingNode()).as(figure).isTrue();
        }
        assertThat(backtest.output()).contains("nothing is known of these events");
    }

    @Test
    void shouldMeasureNoEventAllFraudAndNoFraudAtAll() throws Exception {
        columns("currency=EUR");
        JsonNode none = run(HEADER);
        assertThat(none.at("/input/measured").asLong()).isZero();
        assertThat(none.at("/total/events/precision").isMissingNode()).isTrue();

        JsonNode allFraud =
                run(
                        HEADER
                                + "1,c1,2026-03-01T10:00:00Z,300,1,\n"
                                + "2,c1,2026-03-01T10:00:01Z,3,1,\n");
        assertThat(allFraud.at("/total/averagePrecision").asDouble()).isEqualTo(1.0);
        assertThat(allFraud.at("/total/events/precision").asDouble()).isEqualTo(1.0);
        assertThat(allFraud.at("/total/events/recall").asDouble()).isEqualTo(0.5);
        assertThat(allFraud.at("/total/cardDays/recall").asDouble()).isEqualTo(1.0);

        JsonNode noFraud = run(HEADER + "1,c1,2026-03-01T10:00:00Z,300,0,\n");
        assertThat(noFraud.at("/total/events/precision").asDouble()).isZero();
        assertThat(noFraud.at("/total/events/recall").isMissingNode()).isTrue();
        assertThat(noFraud.at("/total/averagePrecision").isMissingNode()).isTrue();
        assertThat(noFraud.at("/falseAlarms/0/eventId").asText()).isEqualTo("1");
    }

    @Test
    void shouldSumMoneyByCurrencyInItsOwnMinorUnits() throws Exception {
        columns("currency=EUR");
        arguments.addAll(List.of("--column", "currency=kind"));
        JsonNode result =
                run(
                        HEADER
                                + "1,c1,2026-03-01T10:00:00Z,300,1,EUR\n"
                                + "2,c2,2026-03-01T10:00:00Z,3000,1,JPY\n"
                                + "3,c3,2026-03-01T10:00:00Z,1.234,1,KWD\n");

        assertThat(result.at("/total/money").findValuesAsText("currency"))
                .containsExactly("EUR", "JPY", "KWD");
        assertThat(result.at("/total/money").findValuesAsText("fraudMinor"))
                .containsExactly("30000", "3000", "1234");
        assertThat(backtest.output()).contains("JPY", "0 / 3,000 ");
    }

    @Test
    void shouldLearnFromLabelsAfterTheirDelayAndNotBefore() throws Exception {
        columns("currency=EUR");
        arguments.addAll(List.of("--label-delay", "2d"));
        JsonNode result =
                run(
                        HEADER
                                + "1,c1,2026-03-01T10:00:00Z,3,1,\n"
                                + "2,c1,2026-03-03T09:59:59Z,3,1,\n"
                                + "3,c1,2026-03-03T10:00:00Z,3,1,\n");

        assertThat(result.at("/rules/2/figures/alerts").asLong()).isEqualTo(1);
        assertThat(backtest.lines("findings.csv")).contains("3,bad-card,500,live");
        assertThat(result.at("/missedFrauds").findValuesAsText("why"))
                .containsExactly("no rule fired", "no rule fired");
    }

    @Test
    void shouldTakeLabelsFromAFileOfTheirOwn() throws Exception {
        COLUMNS.subList(0, 4).forEach(column -> arguments.addAll(List.of("--column", column)));
        arguments.addAll(List.of("--default", "currency=EUR"));
        Path labels =
                backtest.write(
                        "labels.csv", "event_id;is_fraud;scenario\n1;true;a\n2;false;\n3;x;\n");
        arguments.addAll(List.of("--labels", labels.toString()));
        JsonNode result =
                run(
                        HEADER
                                + "1,c1,2026-03-01T10:00:00Z,300,,\n"
                                + "2,c2,2026-03-01T10:00:00Z,300,,\n"
                                + "3,c3,2026-03-01T10:00:00Z,300,,\n");

        assertThat(result.at("/total/events/precision").asDouble()).isEqualTo(0.5);
        assertThat(result.at("/total/events/unknownAlerted").asLong()).isEqualTo(1);
        assertThat(result.at("/input/refusedLabels/0/first/0").asText()).isEqualTo("labels.csv:4");
    }

    @Test
    void shouldReadALabelsFileByTheMappingsNamesAndThenNotAskTheEventsForThem() throws Exception {
        columns("currency=EUR");
        arguments.addAll(
                List.of(
                        "--labels",
                        backtest.write("labels.csv", "id;fraud\n1;yes\n2;0.0\n").toString()));
        JsonNode result =
                run(
                        """
                        id,card,when,sum
                        1,c1,2026-03-01T10:00:00Z,300
                        2,c2,2026-03-01T10:00:00Z,300
                        """);

        assertThat(result.at("/total/events/precision").asDouble()).isEqualTo(0.5);
    }

    @Test
    void shouldSayWhyNoLineIsALabel() throws Exception {
        columns("currency=EUR");
        Path events = backtest.write("events.csv", HEADER + "1,c1,2026-03-01T10:00:00Z,300,,\n");
        arguments.addAll(
                List.of(
                        "--labels",
                        backtest.write("labels.csv", "eventId,fraud\n1,perhaps\n").toString()));

        assertThat(backtest.run(given(events))).isEqualTo(2);
        assertThat(backtest.errors())
                .contains("no line is a label", "unreadable, 1 lines", "first at labels.csv:2");
    }

    @Test
    void shouldRoundAmountsAndSayHowMany() throws Exception {
        columns("currency=EUR");
        JsonNode result =
                run(
                        HEADER
                                + "1,c1,2026-03-01T10:00:00Z,157.160000000000004,1.0,\n"
                                + "2,c2,2026-03-01T10:00:00Z,2e2,0.0,\n");

        assertThat(result.at("/total/money/0/caughtMinor").asLong()).isEqualTo(15_716);
        assertThat(result.at("/input/doubts/0/rows").asLong()).isEqualTo(1);
        assertThat(backtest.output()).contains("amounts rounded", "first at events.csv:2");
    }

    @Test
    void shouldMeasureALateEventOnceAndNoLateRefund() throws Exception {
        columns("currency=EUR");
        arguments.addAll(List.of("--column", "messageType=kind"));
        StringBuilder events = new StringBuilder(HEADER);
        for (int i = 10; i < 30; i++) {
            events.append("%d,c1,2026-03-01T10:%d:00Z,3,0,authorisation%n".formatted(i, i));
        }
        events.append("late,c1,2026-03-01T09:00:00Z,300,1,authorisation\n");
        events.append("late,c1,2026-03-01T09:00:00Z,300,1,authorisation\n");
        events.append("10,c1,2026-03-01T10:10:00Z,3,0,authorisation\n");
        events.append("back,c1,2026-03-01T09:00:00Z,300,1,refund\n");
        for (String ordering : List.of("arrival", "event-time")) {
            arguments.addAll(0, List.of("--ordering", ordering));
            JsonNode result = run(events.toString());
            arguments.subList(0, 2).clear();

            assertThat(result.at("/input/late").asLong()).as(ordering).isEqualTo(1);
            assertThat(result.at("/input/measured").asLong()).as(ordering).isEqualTo(21);
            assertThat(result.at("/input/notJudged/duplicate").asLong()).isEqualTo(2);
        }
    }

    @Test
    void shouldNotLetTwoWrongTimesEndTheLabelDelay() throws Exception {
        columns("currency=EUR");
        arguments.addAll(List.of("--label-delay", "2d"));
        StringBuilder events = new StringBuilder(HEADER + "0,c1,2026-03-01T10:00:00Z,3,1,\n");
        events.append("x,c8,2099-03-01T10:00:00Z,3,0,\n");
        events.append("y,c9,2099-03-01T10:00:01Z,3,0,\n");
        for (int i = 10; i < 30; i++) {
            events.append("%d,c1,2026-03-01T10:00:%dZ,3,0,%n".formatted(i, i));
        }
        assertThat(run(events.toString()).at("/rules/2/figures/alerts").asLong()).isZero();
    }

    @Test
    void shouldCallADamagedArchiveThat() throws Exception {
        columns("currency=EUR");
        Path whole = folder.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(
                    (HEADER + "1,c1,2026-03-01T10:00:00Z,300,1,\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        byte[] packed = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed, 30));

        assertThat(backtest.run(given(cut))).isEqualTo(2);
        assertThat(backtest.errors()).contains("cut.csv.gz is a damaged gzip archive");
    }

    @Test
    void shouldReadAFolderOfCsvAndJsonLabelsWithAMark() throws Exception {
        COLUMNS.subList(0, 4).forEach(column -> arguments.addAll(List.of("--column", column)));
        arguments.addAll(List.of("--default", "currency=EUR"));
        Path several = Files.createDirectory(folder.resolve("several"));
        Files.writeString(several.resolve("a.csv"), HEADER + "1,c1,2026-03-01T10:00:00Z,300,,\n");
        Files.writeString(several.resolve("b.csv"), HEADER + "2,c2,2026-03-01T10:00:00Z,300,,\n");
        Path labels =
                backtest.write(
                        "labels.jsonl",
                        "\uFEFF"
                                + """
                                {"schemaVersion":1,"bankId":"bank","eventId":"1","cardRef":"c1","eventTime":"2026-03-01T10:00:00Z","fraud":true,"knownAt":"2026-03-02T10:00:00Z"}
                                """);
        arguments.addAll(List.of("--labels", labels.toString()));
        JsonNode result = run(several);

        assertThat(result.at("/input/measured").asLong()).isEqualTo(2);
        assertThat(result.at("/total/events/truePositives").asLong()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheBaseCurrencyThatIsGivenAndSayWhichItTook() throws Exception {
        Path events =
                backtest.write(
                        "events.jsonl",
                        """
                        {"eventId":"1","bankId":"north","schemaVersion":1,"messageType":"authorisation","cardRef":"tok-1","eventTime":"2026-03-01T10:00:00Z","amountMinor":50000,"currency":"USD"}
                        """);
        run(events);
        assertThat(backtest.output()).contains("base currency", "north USD");

        arguments.addAll(List.of("--base-currency", "EUR"));
        assertThat(run(events).at("/input/baseCurrencies/north").asText()).isEqualTo("EUR");
    }

    @Test
    void shouldFlagByTheRoundedScoreAsTheFileOfScoresHasIt() throws Exception {
        columns("currency=EUR");
        String rules =
                RULES.replace("score: event.amount,", "score: event.amount - 0.0004,")
                        .replace("threshold: 100,", "threshold: 200,");
        arguments.addAll(List.of("--rules", backtest.write("rounded.yaml", rules).toString()));
        arguments.subList(0, 2).clear();
        JsonNode result =
                run(
                        HEADER
                                + "1,c1,2026-03-01T10:00:00Z,200,1,\n"
                                + "2,c2,2026-03-01T10:00:00Z,199,0,\n");
        assertThat(result.at("/flagged/truePositives").asLong()).isEqualTo(1);
    }

    @Test
    void shouldFillWindowsBeforeTheMeasuredTimeAndLeaveOutKnownCards() throws Exception {
        columns("currency=EUR");
        arguments.addAll(List.of("--from", "2026-03-10", "--until", "2026-03-12"));
        String events =
                HEADER
                        + "1,c1,2026-03-01T10:00:00Z,300,1,\n"
                        + "2,c2,2026-03-04T10:00:00Z,300,1,\n"
                        + "3,c1,2026-03-10T10:00:00Z,300,0,\n"
                        + "4,c2,2026-03-11T09:00:00Z,300,0,\n"
                        + "5,c2,2026-03-12T00:00:00Z,300,0,\n";

        JsonNode kept = run(events);
        assertThat(kept.at("/input/measured").asLong()).isEqualTo(2);
        assertThat(kept.at("/input/outside").asLong()).isEqualTo(3);
        assertThat(backtest.lines("findings.csv")).contains("3,bad-card,500,live");

        arguments.addAll(List.of("--known-fraud-cards", "leave-out"));
        // Known a week after it happened: before March 10 only the first one.
        assertThat(run(events).at("/input/leftOut").asLong()).isEqualTo(1);
        assertThat(backtest.lines("scores.csv")).hasSize(2).last().asString().startsWith("4,");
        arguments.addAll(List.of("--known-since", "2026-03-02"));
        assertThat(run(events).at("/input/leftOut").asLong()).isZero();
    }

    @Test
    void shouldNameColumnsThatAreMissingAndLabelsThatAreNone() throws Exception {
        columns("currency=EUR");
        arguments.addAll(List.of("--column", "merchantId=shop"));
        Path events = backtest.write("events.csv", HEADER + "1,c1,2026-03-01T10:00:00Z,3,1,\n");
        assertThat(backtest.run(given(events))).isEqualTo(2);
        assertThat(backtest.errors()).contains("events.csv: no column 'shop'", "merchantId");
    }

    @Test
    void shouldSayThatAFileIsNotInTheOrderOfTime() throws Exception {
        columns("currency=EUR");
        StringBuilder events = new StringBuilder(HEADER);
        for (int i = 0; i < 50; i++) {
            events.append("%d,c1,2026-03-%02dT10:00:00Z,300,0,%n".formatted(i, 28 - i % 28));
        }
        JsonNode result = run(events.toString());

        assertThat(result.at("/input/late").asLong()).isPositive();
        assertThat(result.at("/input/measured").asLong()).isEqualTo(50);
        assertThat(backtest.output())
                .contains("not in the order of time")
                .contains("sort the files by time. Windows", "the first at events.csv:12");
    }

    @Test
    void shouldTellRulesThatTheDataCannotFeedFromRulesThatFindNothing() throws Exception {
        columns("currency=EUR");
        JsonNode result = run(HEADER + "1,c1,2026-03-01T10:00:00Z,300,0,\n");

        assertThat(result.at("/rules/1/notApplicable").asLong()).isEqualTo(1);
        assertThat(result.at("/rules/0/notApplicable").asLong()).isZero();
    }

    private void columns(String... defaults) {
        COLUMNS.forEach(column -> arguments.addAll(List.of("--column", column)));
        for (String each : defaults) {
            arguments.addAll(List.of("--default", each));
        }
    }

    private JsonNode run(String events) throws Exception {
        return run(backtest.write("events.csv", events));
    }

    private JsonNode run(Path events) throws Exception {
        assertThat(backtest.run(given(events))).as(backtest.errors()).isZero();
        return backtest.result();
    }

    private String[] given(Path events) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--events", events.toString()));
        return all.toArray(String[]::new);
    }
}
