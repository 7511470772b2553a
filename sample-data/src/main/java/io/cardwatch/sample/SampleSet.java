package io.cardwatch.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A folder of generated data: {@code events/<bankId>.jsonl.gz}, {@code labels.jsonl.gz}, {@code
 * consents.jsonl} and {@code sample.json}, which says how it was made.
 *
 * <p>Equal settings give equal lines in every file. A packed file's own bytes also depend on the
 * machine's zlib.
 */
public final class SampleSet {
    /** The folder that holds one file per bank. */
    public static final String EVENTS = "events";

    /** How a bank's file of events ends; it begins with the bank's id. */
    public static final String EVENTS_SUFFIX = ".jsonl.gz";

    public static final String LABELS = "labels.jsonl.gz";
    public static final String CONSENTS = "consents.jsonl";
    public static final String SETTINGS = "sample.json";

    private SampleSet() {}

    /**
     * Writes a sample set.
     *
     * @param folder where to; made if it does not exist
     * @param settings what to generate
     * @return what was written
     * @throws FileAlreadyExistsException where the folder holds anything; nothing is overwritten
     * @throws IOException where a file cannot be written
     */
    public static SampleSummary write(Path folder, GeneratorSettings settings) throws IOException {
        requireEmpty(folder);
        Files.createDirectories(folder.resolve(EVENTS));
        Files.writeString(folder.resolve(SETTINGS), SampleJson.settings(settings) + "\n");
        try (FilesSink sink = new FilesSink(folder, settings)) {
            SampleGenerator.generate(settings, sink);
            return sink.summary();
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "not a folder");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new FileAlreadyExistsException(
                        folder.toString(), null, "not empty; name a new folder or an empty one");
            }
        }
    }

    /** Writes and counts. */
    private static final class FilesSink implements SampleSink, AutoCloseable {
        private final SortedMap<String, Writer> feeds = new TreeMap<>();
        private final Writer labels;
        private final Writer consents;
        private final SampleCounts counts = new SampleCounts();

        FilesSink(Path folder, GeneratorSettings settings) throws IOException {
            for (SampleBank bank : settings.banks()) {
                Path file = folder.resolve(EVENTS).resolve(bank.bankId() + EVENTS_SUFFIX);
                feeds.put(bank.bankId(), packed(file));
            }
            labels = packed(folder.resolve(LABELS));
            consents = Files.newBufferedWriter(folder.resolve(CONSENTS));
        }

        @Override
        public void consent(SampleConsent consent) throws IOException {
            line(consents, SampleJson.consent(consent));
            counts.consent(consent);
        }

        @Override
        public void label(SampleLabel label) throws IOException {
            line(labels, SampleJson.label(label));
            counts.label(label);
        }

        @Override
        public void record(FeedRecord record) throws IOException {
            Writer feed = feeds.get(record.bankId());
            if (feed == null) {
                throw new IllegalStateException("a record of no bank of the settings");
            }
            line(feed, record.value());
            counts.record(record);
        }

        SampleSummary summary() {
            return counts.summary();
        }

        @Override
        public void close() throws IOException {
            for (Writer feed : feeds.values()) {
                feed.close();
            }
            labels.close();
            consents.close();
        }

        private static Writer packed(Path file) throws IOException {
            OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file));
            return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
        }

        private static void line(Writer out, String json) throws IOException {
            out.write(json);
            out.write('\n');
        }
    }
}
