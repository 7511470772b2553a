package io.cardwatch.cli.replay;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file of labels says: of which events, and what is to be learned when. */
final class Labels {
    /** No file. */
    static final Labels NONE = new Labels(new LabelTable(), false, List.of());

    private final LabelTable table;
    private final boolean namesBanks;
    private final List<Label> toLearn;

    /**
     * @param namesBanks whether the labels say whose events they are of
     * @param toLearn the labels that say everything that is learned from, by when they became known
     */
    Labels(LabelTable table, boolean namesBanks, List<Label> toLearn) {
        this.table = table;
        this.namesBanks = namesBanks;
        this.toLearn = List.copyOf(toLearn);
    }

    int size() {
        return table.size();
    }

    /** What is known of the event, or null where nothing is. */
    LabelTable.@Nullable Verdict of(CardEvent event) {
        return size() == 0 ? null : table.get(namesBanks ? event.bankId() : "", event.eventId());
    }

    /** Whether these labels name everything that is learned from, and not only their events. */
    boolean areWhole() {
        return namesBanks;
    }

    List<Label> toLearn() {
        return toLearn;
    }
}
