package io.cardwatch.event.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Reads a month of the Fraud Detection Handbook's simulated transactions, which are not part of the
 * repository; {@code -Dcardwatch.handbook=FILE} says where the file is.
 */
class HandbookFileTest {
    @Test
    void shouldAccountForEveryRow() throws Exception {
        Path repository = Path.of("..");
        String given = System.getProperty("cardwatch.handbook");
        Path file =
                given != null
                        ? Path.of(given)
                        : repository.resolve("../shared/data/handbook-2018-04.csv.gz");
        assumeTrue(Files.isRegularFile(file), "skipped: give -Dcardwatch.handbook=FILE");
        FeedMapping mapping =
                FeedMapping.read(repository.resolve("sample-data/mappings/handbook.yaml"));
        long events = 0;
        long refused = 0;
        long frauds = 0;
        long unknown = 0;
        try (EventReader reader = CsvEventReader.open(file, mapping)) {
            while (reader.hasNext()) {
                MappedRow row = reader.next();
                if (row.decoded().event() != null) {
                    events++;
                } else {
                    refused++;
                }
                if (row.fraud() == null) {
                    unknown++;
                } else if (row.fraud()) {
                    frauds++;
                }
            }
        }
        assertThat(events).isEqualTo(288_062);
        assertThat(refused).isZero();
        assertThat(frauds).isEqualTo(1_702);
        assertThat(unknown).isZero();
    }
}
