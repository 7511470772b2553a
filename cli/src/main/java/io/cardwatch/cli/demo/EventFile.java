package io.cardwatch.cli.demo;

import io.cardwatch.cli.feed.MergedFiles;
import io.cardwatch.event.FeedProfile;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An open file of one bank's events, read once from its start to its end.
 *
 * <p>The order of the file is the order in which the bank sent them.
 */
public interface EventFile extends MergedFiles.Source<FeedEvent>, AutoCloseable {
    /** The feed of the bank that all events of the file belong to. */
    FeedProfile profile();

    /** The bank that all events of the file belong to. */
    default String bankId() {
        return profile().bankId();
    }

    @Override
    default @Nullable Instant time(FeedEvent event) {
        return event.time();
    }

    /** Rows read so far that became no event, by reason. Always empty for a file of card events. */
    SortedMap<String, Long> refused();

    /** How far the file has been read, in bytes as it lies on disk. */
    long bytesRead();

    /** The file's length in bytes as it lies on disk. */
    long bytes();

    @Override
    void close() throws IOException;
}
