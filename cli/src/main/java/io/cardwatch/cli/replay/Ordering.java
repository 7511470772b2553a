package io.cardwatch.cli.replay;

import java.util.Locale;

/** In which order events are judged. */
public enum Ordering {
    /** As the files have them. */
    ARRIVAL,
    /** By time and then by id, as the job does with {@code ordering: event-time}. */
    EVENT_TIME;

    /** The word used in options and figures. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
