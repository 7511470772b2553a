package io.cardwatch.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.feed.JsonTexts;
import io.cardwatch.cli.feed.Lines;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.DecodedLabel;
import io.cardwatch.event.IsoTimes;
import io.cardwatch.event.Label;
import io.cardwatch.event.LabelJsonDecoder;
import io.cardwatch.event.Rejection;
import io.cardwatch.event.RejectionReason;
import io.cardwatch.event.mapping.FeedMapping;
import io.cardwatch.event.mapping.FraudLabel;
import io.cardwatch.event.mapping.PackedFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of labels, plain or gzip: records of the labels topic as JSON lines, to which a
 * {@code scenario} may be added, or CSV with the columns {@code eventId}, {@code fraud} and perhaps
 * {@code scenario} and {@code knownAt}.
 */
final class LabelsFile {
    private static final List<String> EVENT_ID = List.of("eventId", "event_id");
    private static final List<String> FRAUD = List.of("fraud", "is_fraud", "label");
    private static final List<String> SCENARIO = List.of("scenario", "fraud_scenario");
    private static final List<String> KNOWN_AT = List.of("knownAt", "known_at");

    private final String name;
    private final @Nullable FeedMapping mapping;
    private final RefusedRows refused;
    private final LabelTable table = new LabelTable();

    private LabelsFile(Path file, @Nullable FeedMapping mapping, RefusedRows refused) {
        this.mapping = mapping;
        this.name = PackedFile.name(file);
        this.refused = refused;
    }

    /**
     * Reads a file.
     *
     * @param banks whose events are replayed; labels of others are refused
     * @param mapping what names the columns of CSV, besides the usual names; null where none does
     * @param learns whether any rule learns from labels; else none is held for that
     * @param refused told of the lines that are no labels
     * @throws CommandFailure where the file is none of labels
     */
    static Labels read(
            Path file,
            Set<String> banks,
            @Nullable FeedMapping mapping,
            boolean learns,
            RefusedRows refused)
            throws CommandFailure, IOException {
        LabelsFile labels = new LabelsFile(file, mapping, refused);
        Labels read;
        try {
            read = startsAsJson(file) ? labels.readJson(file, banks, learns) : labels.readCsv(file);
        } catch (EOFException | ZipException e) {
            throw ReplayFile.damaged(file);
        }
        if (read.size() == 0) {
            throw CommandFailure.usage(
                    file
                            + ": no line is a label; accepted: JSON lines of the labels topic, or"
                            + " CSV with the columns eventId and fraud"
                            + labels.whatWasRefused());
        }
        return read;
    }

    private String whatWasRefused() {
        return refused.all().stream()
                .map(
                        each ->
                                "; refused: %s, %d lines (%s; first at %s)"
                                        .formatted(
                                                each.reason(),
                                                each.rows(),
                                                each.hint(),
                                                String.join(", ", each.first())))
                .collect(Collectors.joining());
    }

    private static boolean startsAsJson(Path file) throws IOException {
        try (Lines lines = new Lines(file, UTF_8)) {
            String first = lines.next();
            return first != null && first.stripLeading().startsWith("{");
        }
    }

    private Labels readJson(Path file, Set<String> banks, boolean learns) throws IOException {
        LabelJsonDecoder decoder = new LabelJsonDecoder(banks);
        List<Label> toLearn = new ArrayList<>();
        try (Lines lines = new Lines(file, UTF_8)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                byte[] json = line.getBytes(UTF_8);
                DecodedLabel decoded =
                        decoder.decode(
                                json, new Coordinates(name, 0, lines.number()), Instant.EPOCH);
                Label label = decoded.label();
                if (label == null) {
                    refuse(decoded.rejection());
                } else {
                    if (learns) {
                        toLearn.add(label);
                    }
                    if (label.eventId() != null) {
                        table.put(
                                label.bankId(),
                                label.eventId(),
                                new LabelTable.Verdict(
                                        label.fraud(),
                                        JsonTexts.of(json).get("scenario"),
                                        label.knownAt().toEpochMilli()));
                    }
                }
            }
        }
        toLearn.sort(Comparator.comparing(Label::knownAt));
        return new Labels(table, true, toLearn);
    }

    private void refuse(@Nullable Rejection rejection) {
        if (rejection != null) {
            String reason = rejection.reason().wireName();
            refused.add(
                    rejection.field() == null ? reason : reason + ", " + rejection.field(),
                    rejection.reason().hint(),
                    rejection.coordinates());
        }
    }

    private Labels readCsv(Path file) throws CommandFailure, IOException {
        PackedFile packed = PackedFile.open(file);
        try (InputStream content = packed.content();
                CsvReader<CsvRecord> rows =
                        CsvReader.builder()
                                .fieldSeparator(delimiter(content))
                                .detectBomHeader(true)
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .ofCsvRecord(content)) {
            Columns columns = null;
            for (CsvRecord row : rows) {
                if (columns == null) {
                    columns = columns(row.getFields().stream().map(String::strip).toList());
                } else {
                    read(row, columns);
                }
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw CommandFailure.usage(file + ": the file of labels cannot be read to its end");
        }
        return new Labels(table, false, List.of());
    }

    /** Places of columns; -1 where there is none. */
    private record Columns(int eventId, int fraud, int scenario, int knownAt) {}

    private Columns columns(List<String> header) throws CommandFailure {
        Columns columns =
                new Columns(
                        place(header, mapped(FeedMapping::eventIdColumn), EVENT_ID),
                        place(header, mapped(FeedMapping::labelColumn), FRAUD),
                        place(header, mapped(FeedMapping::scenarioColumn), SCENARIO),
                        place(header, null, KNOWN_AT));
        if (columns.eventId() < 0 || columns.fraud() < 0) {
            throw CommandFailure.usage(
                    name
                            + ": its first line names no column eventId or no column fraud;"
                            + " accepted: eventId, fraud, and perhaps scenario and knownAt, or the"
                            + " names that the mapping has for eventId, label and scenario");
        }
        return columns;
    }

    private @Nullable String mapped(Function<FeedMapping, @Nullable String> column) {
        return mapping == null ? null : column.apply(mapping);
    }

    private static int place(List<String> header, @Nullable String mapped, List<String> names) {
        return Stream.concat(Stream.ofNullable(mapped), names.stream())
                .mapToInt(header::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    private void read(CsvRecord row, Columns columns) {
        Coordinates place = new Coordinates(name, 0, row.getStartingLineNumber());
        String eventId = cell(row, columns.eventId());
        FraudLabel label = FraudLabel.of(cell(row, columns.fraud()));
        Boolean fraud = label.fraud();
        String knownAt = cell(row, columns.knownAt());
        Instant known = knownAt == null ? null : time(knownAt);
        if (eventId == null) {
            refuse(RejectionReason.MISSING_FIELD, "eventId", place);
        } else if (label == FraudLabel.UNREADABLE) {
            refused.add("unreadable", FraudLabel.ACCEPTED, place);
        } else if (knownAt != null && known == null) {
            refuse(RejectionReason.BAD_TIME, "knownAt", place);
        } else if (fraud != null) {
            table.put(
                    "",
                    eventId,
                    new LabelTable.Verdict(
                            fraud,
                            cell(row, columns.scenario()),
                            known == null ? LabelTable.UNSAID : known.toEpochMilli()));
        }
    }

    private @Nullable Instant time(String cell) {
        Instant time = IsoTimes.instant(cell);
        return time != null || mapping == null ? time : mapping.instant(cell);
    }

    private char delimiter(InputStream content) throws IOException {
        Character given = mapping == null ? null : mapping.delimiter();
        return given == null ? PackedFile.delimiter(content) : given;
    }

    private void refuse(RejectionReason reason, String field, Coordinates place) {
        refused.add(reason.wireName() + ", " + field, reason.hint(), place);
    }

    private static @Nullable String cell(CsvRecord row, int column) {
        if (column < 0 || column >= row.getFieldCount()) {
            return null;
        }
        String cell = row.getField(column).strip();
        return cell.isEmpty() ? null : cell;
    }
}
