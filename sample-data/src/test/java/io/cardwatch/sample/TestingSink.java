package io.cardwatch.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps everything that the generator makes. */
final class TestingSink implements SampleSink {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<SampleConsent> consents = new ArrayList<>();
    final List<SampleLabel> labels = new ArrayList<>();
    final List<FeedRecord> records = new ArrayList<>();

    static TestingSink of(GeneratorSettings settings) {
        TestingSink sink = new TestingSink();
        try {
            SampleGenerator.generate(settings, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink;
    }

    @Override
    public void consent(SampleConsent consent) {
        consents.add(consent);
    }

    @Override
    public void label(SampleLabel label) {
        labels.add(label);
    }

    @Override
    public void record(FeedRecord record) {
        records.add(record);
    }

    /** The events that are fed for the first time, as a reader of the feed sees them. */
    List<JsonNode> events() {
        return records.stream()
                .filter(
                        record ->
                                record.kind() == FeedRecord.Kind.EVENT
                                        || record.kind() == FeedRecord.Kind.DELAYED)
                .map(record -> json(record.value()))
                .toList();
    }

    Map<String, SampleLabel> labelsByEvent() {
        return labels.stream().collect(Collectors.toMap(SampleLabel::eventId, Function.identity()));
    }

    /** Everything as lines of text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        consents.forEach(consent -> lines.add(SampleJson.consent(consent)));
        labels.forEach(label -> lines.add(SampleJson.label(label)));
        records.forEach(record -> lines.add(record.value()));
        return lines;
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
