package io.cardwatch.cli.delivery;

/** What the hub does with one request. */
public enum Treatment {
    /** Takes the message over and says so. */
    ACCEPT(true),
    /** Answers 429. */
    THROTTLE(false),
    /** Answers 503. */
    FAIL(false),
    /** Takes the message over and cuts the connection instead of answering. */
    BREAK(true),
    /** Takes the message over and never answers. */
    HANG(true);

    private final boolean taken;

    Treatment(boolean taken) {
        this.taken = taken;
    }

    /** Whether the message has reached its user, whatever the sender was told. */
    public boolean taken() {
        return taken;
    }
}
