package io.cardwatch.event.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import io.cardwatch.event.RejectionReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvEventReaderTest {
    private static final String MAPPING =
            """
            columns:
              { eventId: id, eventTime: at, cardRef: card, amount: amount, currency: cur,
                merchantName: shop, label: fraud, scenario: kind }
            defaults: { bankId: aurora, currency: USD, messageType: authorisation, responseCode: 00 }
            """;
    private static final String HEADER = "id,at,card,amount,cur,shop,fraud,kind,note\n";
    private static final String ROW = "1,2026-03-01T12:00:00Z,C1,12.34,EUR,Shop,0,,\n";

    @TempDir Path folder;

    @Test
    void shouldReadRowAsEventWithItsLabel() throws Exception {
        MappedRow row =
                read(HEADER + "7,2026-03-01T12:00:00Z,C1,12.30,,\"Vogel, \"\"Graz\"\"\",1,burst,\n")
                        .get(0);
        CardEvent event = row.decoded().event();
        assertThat(event.eventId()).isEqualTo("7");
        assertThat(event.bankId()).isEqualTo("aurora");
        assertThat(event.messageType()).isEqualTo(MessageType.AUTHORISATION);
        assertThat(event.eventTime()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(event.amountMinor()).isEqualTo(1230);
        assertThat(event.currency()).isEqualTo("USD");
        assertThat(event.amount()).isEqualTo(12.3);
        assertThat(event.merchantName()).isEqualTo("Vogel, \"Graz\"");
        assertThat(event.responseCode()).isEqualTo("00");
        assertThat(event.subjectOrCard()).isEqualTo("C1");
        assertThat(row.fraud()).isTrue();
        assertThat(row.scenario()).isEqualTo("burst");
    }

    @ParameterizedTest
    @CsvSource({
        "0,false",
        "1,true",
        "true,true",
        "FALSE,false",
        "'',",
        "1.0,true",
        "0.0,false",
        "yes,true",
        "N,false",
        "t,true",
        "f,false",
        "Fraud,true",
        "legit,false",
        "NaN,",
        "NA,",
        "null,",
        "?,",
        "None,"
    })
    void shouldTellFraudFromNotFraudFromUnknown(String label, Boolean fraud) throws Exception {
        MappedRow row = read(HEADER + ROW.replace(",0,", "," + label + ",")).get(0);
        assertThat(row.decoded().event()).isNotNull();
        assertThat(row.fraud()).isEqualTo(fraud);
        assertThat(row.unreadableLabel()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"perhaps", "2", "-1", "0.5"})
    void shouldKeepAnEventWhoseLabelCannotBeReadAsUnknown(String label) throws Exception {
        MappedRow row = read(HEADER + ROW.replace(",0,", "," + label + ",")).get(0);
        assertThat(row.decoded().event()).isNotNull();
        assertThat(row.fraud()).isNull();
        assertThat(row.unreadableLabel()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 57.160000000000004, 5716, true",
        "USD, 12.345, 1234, true",
        "USD, 12.355, 1236, true",
        "JPY, 0.5, 0, true",
        "USD, 57.0, 5700, false",
        "USD, .5, 50, false",
        "USD, 1e3, 100000, false",
        "USD, 12.3E-1, 123, false"
    })
    void shouldRoundHalfEvenAndSaySo(String currency, String amount, long minor, boolean rounded)
            throws Exception {
        MappedRow row = read(HEADER + ROW.replace("12.34,EUR", amount + "," + currency)).get(0);
        assertThat(row.decoded().event().amountMinor()).isEqualTo(minor);
        assertThat(row.rounded()).isEqualTo(rounded);
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 57.16, 5716",
        "USD, 57, 5700",
        "USD, 57.1, 5710",
        "USD, 57.1600, 5716",
        "USD, 0.00, 0",
        "USD, -0, 0",
        "JPY, 900, 900",
        "KWD, 1.234, 1234",
        "USD, 9999999999.99, 999999999999"
    })
    void shouldConvertAmountExactly(String currency, String amount, long minor) throws Exception {
        String row = ROW.replace("12.34,EUR", amount + "," + currency);
        assertThat(read(HEADER + row).get(0).decoded().event().amountMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    12.34   | -0.001              | NEGATIVE_AMOUNT | amountMinor
                    12.34   | 10000000000.00      | BAD_FORMAT   | amountMinor
                    12.34   | 12.3e99             | BAD_FORMAT   | amountMinor
                    12.34   | "1,234.50"          | WRONG_TYPE   | amountMinor
                    12.34   | -1                  | NEGATIVE_AMOUNT | amountMinor
                    12.34   | 4111111111111111    | CARD_NUMBER  | amountMinor
                    EUR     | EURO                | UNKNOWN_CURRENCY | currency
                    2026-03-01T12:00:00Z | 1.3.2026 | BAD_TIME    | eventTime
                    C1      | 4111111111111111    | CARD_NUMBER  | cardRef
                    Shop    | 4111 1111 1111 1111 | CARD_NUMBER  | merchantName
                    ,0,,    | ,0,,4111111111111111| CARD_NUMBER  |
                    ,0,,    | ,0,                 | MALFORMED    |
                    ,0,,    | ,0,,,               | MALFORMED    |
                    """)
    void shouldRefuseBadRowAndReadOn(String good, String bad, RejectionReason reason, String field)
            throws Exception {
        List<MappedRow> rows = read(HEADER + ROW + ROW.replace(good, bad) + ROW);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).decoded().event()).isNotNull();
        assertThat(rows.get(2).decoded().event()).isNotNull();
        assertThat(rows.get(1).decoded().reason()).isEqualTo(reason);
        assertThat(rows.get(1).decoded().field()).isEqualTo(field);
        assertThat(rows.get(1).decoded().coordinates()).hasToString("events.csv-0@3");
    }

    @Test
    void shouldRefuseRowWithoutAmount() throws Exception {
        MappedRow row = read(HEADER + ROW.replace("12.34", "")).get(0);
        assertThat(row.decoded().reason()).isEqualTo(RejectionReason.MISSING_FIELD);
        assertThat(row.decoded().field()).isEqualTo("amountMinor");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void shouldDetectDelimiter(String delimiter) throws Exception {
        assertThat(read((HEADER + ROW).replace(",", delimiter)).get(0).decoded().event())
                .isNotNull();
    }

    @Test
    void shouldUseTheMappingsDelimiter() throws Exception {
        String file = (HEADER.strip() + ";a,b,c,d,e,f,g,h,i,j,k\n").replaceFirst(",note", "");
        file = file.replace(",", ";").replace("a;b;c;d;e;f;g;h;i;j;k", "\"a,b,c,d,e,f,g,h,i,j\"");
        String row = ROW.strip().replace(",", ";") + "\n";
        assertThat(read(file + row, MAPPING + "delimiter: \";\"\n").get(0).decoded().event())
                .isNotNull();
    }

    @Test
    void shouldReadByteOrderMarkAndCarriageReturns() throws Exception {
        List<MappedRow> rows = read("\ufeff" + (HEADER + ROW + ROW).replace("\n", "\r\n"));
        assertThat(rows).hasSize(2).allMatch(row -> row.decoded().event() != null);
    }

    @Test
    void shouldReadGzipWhateverItsName() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("events.bin"), packed.toByteArray());
        assertThat(read(file, MAPPING)).hasSize(1);
    }

    @Test
    void shouldNameColumnThatTheFileLacks() {
        assertThatExceptionOfType(FeedMappingException.class)
                .isThrownBy(() -> read(HEADER.replace("card", "crd") + ROW))
                .withMessage(
                        "events.csv: no column 'card', which m.yaml gives for cardRef (did you mean"
                                + " 'crd'?); the file has: id, at, crd, amount, cur, shop, fraud,"
                                + " kind, note");
    }

    @Test
    void shouldNotRepeatTheFirstRowOfAFileWithoutHeader() {
        assertThatExceptionOfType(FeedMappingException.class)
                .isThrownBy(() -> read(ROW))
                .satisfies(
                        refused ->
                                assertThat(refused.problems())
                                        .allMatch(
                                                problem ->
                                                        problem.endsWith(
                                                                "the file has: a first line that is"
                                                                        + " no header of names;"
                                                                        + " accepted: one name per"
                                                                        + " column")));
    }

    @Test
    void shouldRefuseAmbiguousColumn() {
        assertThatExceptionOfType(FeedMappingException.class)
                .isThrownBy(() -> read(HEADER.replace("note", "card") + ROW))
                .withMessage(
                        "events.csv: two columns are named 'card', which m.yaml gives for cardRef");
    }

    @Test
    void shouldRefuseEmptyFile() {
        assertThatExceptionOfType(FeedMappingException.class)
                .isThrownBy(() -> read(""))
                .withMessageStartingWith("events.csv: the file is empty");
    }

    @Test
    void shouldSayWhereFileCannotBeReadOn() {
        assertThatExceptionOfType(FeedMappingException.class)
                .isThrownBy(() -> read(HEADER + ROW + "2,\"never closed,canary\n" + ROW))
                .withMessageStartingWith("events.csv:3: the file cannot be read on from here")
                .withMessageNotContaining("canary")
                .withNoCause();
    }

    private List<MappedRow> read(String csv) throws IOException {
        return read(csv, MAPPING);
    }

    private List<MappedRow> read(String csv, String mapping) throws IOException {
        return read(Files.writeString(folder.resolve("events.csv"), csv), mapping);
    }

    private static List<MappedRow> read(Path file, String mapping) throws IOException {
        List<MappedRow> rows = new ArrayList<>();
        try (EventReader reader = CsvEventReader.open(file, FeedMapping.parse(mapping, "m.yaml"))) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }
}
