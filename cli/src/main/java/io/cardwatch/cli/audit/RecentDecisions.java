package io.cardwatch.cli.audit;

import io.cardwatch.engine.KeyHash;
import java.util.Iterator;
import java.util.LinkedHashSet;

/**
 * The ids of the decisions that were appended last, by which repetitions are known; the oldest go
 * where there are too many. One takes about 80 bytes.
 */
final class RecentDecisions {
    /** So many take 160 MB. */
    static final int MOST = 2_000_000;

    private final int most;
    private final LinkedHashSet<KeyHash> ids = new LinkedHashSet<>();
    private boolean full;

    RecentDecisions(int most) {
        this.most = most;
    }

    /** Whether the id was not there yet. */
    boolean add(KeyHash id) {
        if (!ids.add(id)) {
            return false;
        }
        if (ids.size() > most) {
            Iterator<KeyHash> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
            full = true;
        }
        return true;
    }

    /** Whether some had to go. */
    boolean hasForgotten() {
        return full;
    }
}
