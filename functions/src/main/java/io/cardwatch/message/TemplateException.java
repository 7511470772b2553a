package io.cardwatch.message;

import java.util.List;

/**
 * Templates cannot be used. The message has one line per fault, each with file, line and column,
 * what is wrong and what is accepted.
 */
public final class TemplateException extends RuntimeException {
    private final List<String> faults;

    TemplateException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    /** The faults, in the order in which they stand. */
    public List<String> faults() {
        return faults;
    }
}
