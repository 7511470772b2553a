package io.cardwatch.channel;

/** An option of a channel that is missing or cannot be used; it never quotes a secret. */
public final class ChannelOptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String option;

    ChannelOptionException(String option, String fault) {
        super(fault);
        this.option = option;
    }

    /** The option's name, without the channel's. */
    public String option() {
        return option;
    }
}
