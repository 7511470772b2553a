package io.cardwatch.event.mapping;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.EventField;
import io.cardwatch.event.FeedProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a foreign file is which field of a card event, and what the file lacks.
 *
 * @param source the mapping file's name, for messages
 * @param columns the column of each field
 * @param amountColumn the column of amounts in major units, null where minor units are mapped
 * @param labelColumn the column that says whether an event was fraud, null where there is none
 * @param scenarioColumn the column that names the kind of fraud, null where there is none
 * @param defaults the value of a field where the file has no column or an empty cell for it
 * @param time how times are written
 * @param delimiter the separator of columns, null where it is to be detected
 * @param rules the rule file that suits the data, as a path from the mapping's folder; null where
 *     none is named
 * @param profile the feed that the file stands for
 */
public record FeedMapping(
        String source,
        Map<EventField, String> columns,
        @Nullable String amountColumn,
        @Nullable String labelColumn,
        @Nullable String scenarioColumn,
        Map<EventField, String> defaults,
        TimeFormat time,
        @Nullable Character delimiter,
        @Nullable String rules,
        FeedProfile profile) {
    public FeedMapping {
        requireNonNull(source, "source");
        columns = Map.copyOf(columns);
        defaults = Map.copyOf(defaults);
        requireNonNull(time, "time");
        requireNonNull(profile, "profile");
    }

    /** The column of event ids. */
    public @Nullable String eventIdColumn() {
        return columns.get(EventField.EVENT_ID);
    }

    /** The instant that a cell says in the mapping's format, or null where it says none. */
    public @Nullable Instant instant(String cell) {
        return time.instant(cell);
    }

    /**
     * Reads a mapping file.
     *
     * @throws FeedMappingException where it is no mapping; it lists every problem
     */
    public static FeedMapping read(Path file) throws IOException {
        return parse(Files.readString(file), String.valueOf(file.getFileName()));
    }

    /**
     * Reads a mapping.
     *
     * @param yaml the mapping's text
     * @param source its file's name, for messages
     * @throws FeedMappingException where it is no mapping; it lists every problem
     */
    public static FeedMapping parse(String yaml, String source) {
        return new FeedMappingParser(source).parse(yaml);
    }
}
