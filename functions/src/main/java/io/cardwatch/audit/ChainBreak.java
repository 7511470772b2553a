package io.cardwatch.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A place where the chain does not hold.
 *
 * @param kind what is wrong
 * @param seq the number of the record that it is about, the first of several
 * @param place where that was seen: the offset or the line
 * @param words what was found and what should be there, for a person
 */
public record ChainBreak(Kind kind, long seq, long place, String words) {
    /** What can be wrong with a chain. */
    public enum Kind {
        /** A record is not the one that was written. */
        CHANGED,
        /** Records are not there. */
        REMOVED,
        /** A record stands behind later ones. */
        REORDERED,
        /** A record stands there again. */
        REPEATED,
        /** Two different records have the same place. */
        FORKED,
        /** Something that is no record has a record's place. */
        UNREADABLE,
        /** The chain ends before the anchor. */
        CUT_OFF,
        /** The chain holds, but is not the one of which the anchor was noted. */
        REWRITTEN;

        /** The word for programs, for example {@code cut_off}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
