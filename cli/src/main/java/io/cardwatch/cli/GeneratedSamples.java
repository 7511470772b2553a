package io.cardwatch.cli;

import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.sample.GeneratorSettings;
import io.cardwatch.sample.SampleSet;
import io.cardwatch.sample.SampleSummary;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes sample sets with the seeded generator. */
final class GeneratedSamples implements SampleWriter {
    @Override
    public List<String> write(Path folder, long seed, int cards, int days)
            throws CommandFailure, IOException {
        try {
            return describe(
                    folder, SampleSet.write(folder, GeneratorSettings.of(seed, cards, days)));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.usage("--out " + e.getFile() + ": " + e.getReason());
        }
    }

    private static List<String> describe(Path folder, SampleSummary summary) {
        List<String> lines = new ArrayList<>();
        lines.add("Written to " + folder);
        summary.recordsByBank()
                .forEach((bank, count) -> lines.add(line("events of " + bank, count)));
        lines.add(line("labels", summary.labels()));
        summary.fraudByPattern()
                .forEach(
                        (pattern, count) ->
                                lines.add(line("  fraud: " + pattern.wireName(), count)));
        lines.add(line("consents", summary.consents()));
        return lines;
    }

    private static String line(String label, long count) {
        return String.format(Locale.ROOT, "  %-34s%,10d", label, count);
    }
}
