package io.cardwatch.event.mapping;

import java.util.List;

/**
 * A mapping, or a file of events, that cannot be used at all. Each problem names the file, where in
 * it, what is wrong and what is accepted; none repeats a row.
 */
public final class FeedMappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<String> problems;

    FeedMappingException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
