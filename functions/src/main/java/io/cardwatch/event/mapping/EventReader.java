package io.cardwatch.event.mapping;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The rows of a file of events, read as they are asked for. A row that is no event is a refused
 * row, never an exception; a file that cannot be read on ends in a {@link FeedMappingException}.
 */
public interface EventReader extends Iterator<MappedRow>, Closeable {
    /** How far the file has been read, in bytes as it lies on disk. */
    long bytesRead();
}
