package io.cardwatch.event.mapping;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.cardwatch.event.CardNumberGuard;
import io.cardwatch.event.Coordinates;
import io.cardwatch.event.Decoded;
import io.cardwatch.event.EventAssembler;
import io.cardwatch.event.EventField;
import io.cardwatch.event.RejectionReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file (RFC 4180, plain or gzip) through a mapping.
 *
 * <p>An empty cell is an absent value, and takes the field's default where the mapping has one.
 * Cells of columns that the mapping does not name are seen by the card-number guard only.
 */
public final class CsvEventReader implements EventReader {
    private static final int MAX_FIELD = 64 * 1024;
    private static final int MAX_RECORD = 1024 * 1024;

    private final FeedMapping mapping;
    private final String fileName;
    private final PackedFile file;
    private final CloseableIterator<CsvRecord> records;
    private final EventAssembler assembler;
    private final Cells cells;
    private final Map<EventField, Integer> columns;
    private final @Nullable Integer amount;
    private final @Nullable Integer label;
    private final @Nullable Integer scenario;
    private final boolean[] checkedByItsField;
    private long line;

    private CsvEventReader(
            FeedMapping mapping,
            String fileName,
            PackedFile file,
            CloseableIterator<CsvRecord> records,
            boolean labelledElsewhere) {
        this.mapping = mapping;
        this.file = file;
        this.fileName = fileName;
        this.records = records;
        assembler = new EventAssembler(mapping.profile());
        cells = new Cells(assembler, mapping.time());
        CsvHeader header = new CsvHeader(header().getFields(), fileName, mapping.source());
        columns = new EnumMap<>(EventField.class);
        mapping.columns()
                .forEach(
                        (field, column) ->
                                columns.put(field, header.indexOf(field.wireName(), column)));
        amount = header.indexOfOptional(FeedMappingParser.AMOUNT, mapping.amountColumn());
        label =
                labelledElsewhere
                        ? header.indexIfThere(mapping.labelColumn())
                        : header.indexOfOptional(FeedMappingParser.LABEL, mapping.labelColumn());
        scenario =
                labelledElsewhere
                        ? header.indexIfThere(mapping.scenarioColumn())
                        : header.indexOfOptional(
                                FeedMappingParser.SCENARIO, mapping.scenarioColumn());
        header.throwProblems();
        checkedByItsField = new boolean[header.size()];
        columns.values().forEach(index -> checkedByItsField[index] = true);
        if (amount != null) {
            checkedByItsField[amount] = true;
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws FeedMappingException where the header lacks a column of the mapping
     */
    public static CsvEventReader open(Path file, FeedMapping mapping) throws IOException {
        return open(file, mapping, false);
    }

    /**
     * Opens a file whose columns of labels may be in a file of their own.
     *
     * @throws FeedMappingException where the header lacks another column of the mapping
     */
    public static CsvEventReader openWithoutLabels(Path file, FeedMapping mapping)
            throws IOException {
        return open(file, mapping, true);
    }

    private static CsvEventReader open(Path file, FeedMapping mapping, boolean labelledElsewhere)
            throws IOException {
        PackedFile opened = PackedFile.open(file);
        InputStream content = opened.content();
        try {
            Character delimiter = mapping.delimiter();
            CloseableIterator<CsvRecord> records =
                    CsvReader.builder()
                            .fieldSeparator(
                                    delimiter != null ? delimiter : PackedFile.delimiter(content))
                            .detectBomHeader(true)
                            .allowUnclosedQuote(false)
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .build(
                                    CsvRecordHandler.builder()
                                            .maxFieldSize(MAX_FIELD)
                                            .maxRecordSize(MAX_RECORD)
                                            .build(),
                                    content)
                            .iterator();
            return new CsvEventReader(
                    mapping, PackedFile.name(file), opened, records, labelledElsewhere);
        } catch (IOException | RuntimeException unusable) {
            content.close();
            throw unusable;
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException unreadable) {
            throw unreadable();
        }
    }

    @Override
    public MappedRow next() {
        CsvRecord row = record();
        Coordinates coordinates = new Coordinates(fileName, 0, line);
        FraudLabel verdict = FraudLabel.of(cell(row, label));
        cells.begin();
        if (checkShape(row) && putFields(row)) {
            putAmount(row);
        }
        Decoded decoded = assembler.finish(coordinates);
        return new MappedRow(
                decoded,
                verdict.fraud(),
                cell(row, scenario),
                verdict == FraudLabel.UNREADABLE,
                cells.rounded());
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private boolean checkShape(CsvRecord row) {
        if (row.getFieldCount() != checkedByItsField.length) {
            return assembler.refuse(RejectionReason.MALFORMED, null);
        }
        for (int i = 0; i < checkedByItsField.length; i++) {
            if (!checkedByItsField[i] && CardNumberGuard.finds(row.getField(i))) {
                return assembler.refuse(RejectionReason.CARD_NUMBER, null);
            }
        }
        return true;
    }

    private boolean putFields(CsvRecord row) {
        assembler.integer(EventField.SCHEMA_VERSION, 1);
        for (EventField field : EventField.values()) {
            String value = value(row, field);
            if (value != null && !cells.put(field, value)) {
                return false;
            }
        }
        return true;
    }

    private void putAmount(CsvRecord row) {
        String major = cell(row, amount);
        String currency = value(row, EventField.CURRENCY);
        if (major != null && currency != null) {
            cells.putMajorAmount(major, currency);
        }
    }

    private @Nullable String value(CsvRecord row, EventField field) {
        String cell = cell(row, columns.get(field));
        return cell != null ? cell : mapping.defaults().get(field);
    }

    private static @Nullable String cell(CsvRecord row, @Nullable Integer column) {
        if (column == null || column >= row.getFieldCount()) {
            return null;
        }
        String cell = row.getField(column).strip();
        return cell.isEmpty() ? null : cell;
    }

    private CsvRecord header() {
        if (!hasNext()) {
            throw new FeedMappingException(
                    List.of(fileName + ": the file is empty; its first line names the columns"));
        }
        return record();
    }

    private CsvRecord record() {
        try {
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return record;
        } catch (CsvParseException | UncheckedIOException unreadable) {
            throw unreadable();
        }
    }

    /** Without the parser's own words: they may quote a cell. */
    private FeedMappingException unreadable() {
        return new FeedMappingException(
                List.of(
                        fileName
                                + ":"
                                + (line + 1)
                                + ": the file cannot be read on from here: a quote that is"
                                + " never closed, a cell over "
                                + MAX_FIELD
                                + " characters, or a damaged archive"));
    }
}
