package io.cardwatch.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSetTest {
    private static final long MOST_BYTES = 1_500_000;

    @TempDir Path temp;

    @Test
    void shouldFindTheCommittedSetAsItWouldBeGeneratedUnderOneAndAHalfMegabytes()
            throws IOException {
        Path generated = temp.resolve("set");
        SampleSet.write(generated, GeneratorSettings.committed());
        List<Path> files = files(generated);

        assertThat(files).hasSize(5);
        long bytes = 0;
        for (Path file : files) {
            Path committed = Path.of(generated.relativize(file).toString());
            bytes += Files.size(committed);
            // Not by bytes: what gzip makes of the same lines depends on the machine's zlib.
            assertThat(content(committed).equals(content(file))).as("%s", committed).isTrue();
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void shouldCountWhatItWrites() throws IOException {
        Path folder = temp.resolve("set");
        SampleSummary summary = SampleSet.write(folder, GeneratorSettings.of(5, 60, 8));

        for (Map.Entry<String, Long> feed : summary.recordsByBank().entrySet()) {
            Path file = folder.resolve("events/" + feed.getKey() + ".jsonl.gz");
            assertThat(lines(file)).isEqualTo(feed.getValue());
        }
        assertThat(lines(folder.resolve(SampleSet.LABELS))).isEqualTo(summary.labels());
        assertThat(lines(folder.resolve(SampleSet.CONSENTS))).isEqualTo(summary.consents());
        assertThat(summary.fraud()).isPositive();
        assertThat(summary.allRecords())
                .isEqualTo(summary.recordsByBank().values().stream().mapToLong(n -> n).sum());
    }

    @Test
    void shouldRefuseAFolderThatHoldsAnythingAndNameIt() throws IOException {
        Files.writeString(temp.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> SampleSet.write(temp, GeneratorSettings.of(1, 40, 7)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(temp.toString())
                .hasMessageContaining("not empty");
        assertThat(files(temp)).hasSize(1);
    }

    @Test
    void shouldRefuseTooFewCardsOrDays() {
        assertThatThrownBy(() -> GeneratorSettings.of(1, 39, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("39");
        assertThatThrownBy(() -> GeneratorSettings.of(1, 40, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static long lines(Path file) throws IOException {
        return content(file).lines().count();
    }

    private static String content(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new String(text.readAllBytes(), UTF_8);
        }
    }
}
