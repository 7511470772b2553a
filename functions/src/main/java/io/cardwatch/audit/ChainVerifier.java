package io.cardwatch.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether records, taken in the order that they stand in, are the chain that was written, and
 * if not, what is wrong where.
 *
 * <p>It goes on behind a break, so that one report tells of all of them. What it cannot see by
 * itself is an end that was cut off, and a chain that was rewritten up to its end: for these it
 * needs an anchor.
 */
public final class ChainVerifier {
    /** So many breaks are told of; the others are counted. */
    public static final int MOST_TOLD = 100;

    /** So many gaps are remembered, in case what is missing comes later. */
    private static final int MOST_GAPS = 10_000;

    private static final int RECENT = 1024;
    private static final String UNKNOWN = "";

    /** Records that are missing so far: up to which one, and where that was seen. */
    private record Gap(long last, long place) {}

    private final TreeMap<Long, Set<ChainHead>> anchors = new TreeMap<>();
    private final TreeMap<Long, Gap> gaps = new TreeMap<>();
    private final List<ChainBreak> breaks = new ArrayList<>();
    private final @Nullable ChainHead[] recent = new ChainHead[RECENT];

    private long expected;
    private String head;
    private ChainHead last;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;
    private long lastPlace;
    private long records;
    private long broken;

    /** A verifier that also holds the chain against heads that were noted earlier. */
    public ChainVerifier(Collection<ChainHead> anchors) {
        this(ChainHead.START, anchors);
    }

    /** The same of the part of a chain that begins behind a head. */
    public ChainVerifier(ChainHead start, Collection<ChainHead> anchors) {
        expected = start.seq() + 1;
        head = start.hash();
        last = start;
        for (ChainHead anchor : anchors) {
            this.anchors.computeIfAbsent(anchor.seq(), seq -> new LinkedHashSet<>()).add(anchor);
        }
    }

    /**
     * Takes the next record.
     *
     * @param place where it stands, for the report
     */
    public void take(long place, byte[] json) {
        records++;
        ChainLink link = ChainLink.read(json);
        if (link == null) {
            tell(ChainBreak.Kind.UNREADABLE, expected, place, "this is no audit record");
            arrive(expected, UNKNOWN, place);
            return;
        }
        firstAt = records == 1 ? link.at() : firstAt;
        if (!link.isSound()) {
            tell(
                    ChainBreak.Kind.CHANGED,
                    link.seq(),
                    place,
                    "the record's hash is " + link.computed() + ", it says " + link.hash());
            anchors.remove(link.seq());
            changed(link, place);
        } else {
            holdAgainstAnchor(link, place);
            sound(link, place);
        }
    }

    /** Which place a record has whose number may have been changed with the rest. */
    private void changed(ChainLink link, long place) {
        boolean follows = link.previous().equals(head);
        if (follows || link.seq() == expected) {
            arrive(expected, UNKNOWN, place);
        } else if (link.seq() > expected) {
            miss(link.seq() - 1, place);
            arrive(link.seq(), UNKNOWN, place);
        } else {
            take(link.seq());
        }
    }

    private void sound(ChainLink link, long place) {
        long seq = link.seq();
        if (seq < expected) {
            late(link, place);
            return;
        }
        if (seq > expected) {
            miss(seq - 1, place);
        } else if (!head.equals(UNKNOWN) && !link.previous().equals(head)) {
            tell(
                    ChainBreak.Kind.CHANGED,
                    Math.max(1, seq - 1),
                    place,
                    seq == 1
                            ? "the first record names a record before it"
                            : "record "
                                    + seq
                                    + " was written behind a record with the hash "
                                    + link.previous()
                                    + ", which is not the one before it");
        }
        arrive(seq, link.computed(), place);
        last = link.head();
        lastAt = link.at();
        recent[(int) (seq % RECENT)] = last;
    }

    private void late(ChainLink link, long place) {
        long seq = link.seq();
        if (take(seq)) {
            tell(
                    ChainBreak.Kind.REORDERED,
                    seq,
                    place,
                    "record " + seq + " stands behind record " + (expected - 1));
            return;
        }
        ChainHead known = recent[(int) (seq % RECENT)];
        boolean other = known != null && known.seq() == seq && !known.equals(link.head());
        tell(
                other ? ChainBreak.Kind.FORKED : ChainBreak.Kind.REPEATED,
                seq,
                place,
                other
                        ? "another record " + seq + " stood there before"
                        : "a record " + seq + " stood there before");
        if (other) {
            // What follows may go on from either.
            head = UNKNOWN;
        }
    }

    private void arrive(long seq, String hash, long place) {
        expected = seq + 1;
        head = hash;
        lastPlace = place;
    }

    private void miss(long to, long place) {
        if (gaps.size() < MOST_GAPS) {
            gaps.put(expected, new Gap(to, place));
        } else {
            missing(expected, new Gap(to, place));
        }
    }

    /** Takes a number out of the gap that it is in; false where it is in none. */
    private boolean take(long seq) {
        Map.Entry<Long, Gap> found = gaps.floorEntry(seq);
        if (found == null || found.getValue().last() < seq) {
            return false;
        }
        Gap gap = found.getValue();
        gaps.remove(found.getKey());
        if (found.getKey() < seq) {
            gaps.put(found.getKey(), new Gap(seq - 1, gap.place()));
        }
        if (seq < gap.last()) {
            gaps.put(seq + 1, gap);
        }
        return true;
    }

    private void holdAgainstAnchor(ChainLink link, long place) {
        Set<ChainHead> noted = anchors.remove(link.seq());
        for (ChainHead anchor : noted == null ? Set.<ChainHead>of() : noted) {
            if (!anchor.hash().equals(link.computed())) {
                tell(
                        ChainBreak.Kind.REWRITTEN,
                        link.seq(),
                        place,
                        "record "
                                + link.seq()
                                + " has the hash "
                                + link.computed()
                                + ", noted was "
                                + anchor.hash());
            }
        }
    }

    /** What was found, once all records have been taken. */
    public ChainReport report() {
        gaps.forEach(this::missing);
        gaps.clear();
        for (long noted : anchors.tailMap(expected).keySet()) {
            tell(
                    ChainBreak.Kind.CUT_OFF,
                    expected,
                    lastPlace,
                    "the chain ends with record "
                            + (expected - 1)
                            + ", but record "
                            + noted
                            + " was noted");
        }
        anchors.clear();
        breaks.sort(Comparator.comparingLong(ChainBreak::place));
        return new ChainReport(records, last, firstAt, lastAt, breaks, broken);
    }

    private void missing(long from, Gap gap) {
        tell(
                ChainBreak.Kind.REMOVED,
                from,
                gap.place(),
                from == gap.last()
                        ? "record " + from + " is missing"
                        : "records " + from + " to " + gap.last() + " are missing");
    }

    private void tell(ChainBreak.Kind kind, long seq, long place, String words) {
        broken++;
        if (breaks.size() < MOST_TOLD) {
            breaks.add(new ChainBreak(kind, seq, place, words));
        }
    }
}
