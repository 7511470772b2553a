package io.cardwatch.window;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.ValueType;
import io.cardwatch.window.WindowPlan.Column;
import io.cardwatch.window.WindowPlan.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Works out which fields of an event are hashed, and which columns an entry stores. */
final class ColumnPlanner {
    private static final String AMOUNT = "amount";

    /** As a pair's second key, this names the subject or, where there is none, the card. */
    private static final String SUBJECT_REF = "subjectRef";

    /** The id of the amount's column. */
    static final long AMOUNT_ID = DefinitionIds.hash(AMOUNT);

    final List<Column> columns = new ArrayList<>();
    final List<TextField> fields = new ArrayList<>();

    private final long lateness;

    ColumnPlanner(long lateness) {
        this.lateness = lateness;
    }

    /** The place of the amount in a row, stored for as long as the window needs it. */
    int amount(@Nullable String name, long over) {
        if (!AMOUNT.equals(name)) {
            throw new IllegalArgumentException("windows keep the amount alone, not " + name);
        }
        return column(AMOUNT, Column.AMOUNT, over);
    }

    /** The place of a field of text in a row, stored for as long as the window needs it. */
    int text(String name, long over) {
        return column(name, field(name), over);
    }

    /** The place in a row of what has to be the same as the event's. */
    int same(String name, long over) {
        if (name.equals(AMOUNT)) {
            return amount(name, over);
        }
        if (name.equals(SUBJECT_REF)) {
            return column("subject", field("subject", CardEvent::subjectOrCard), over);
        }
        return text(name, over);
    }

    /** The place among the hashed fields of the field of that name. */
    int field(String name) {
        return field(name, textOf(name));
    }

    private int field(String name, Function<CardEvent, @Nullable String> value) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        fields.add(new TextField(name, value));
        return fields.size() - 1;
    }

    private int column(String name, int field, long over) {
        long id = DefinitionIds.hash(name);
        long needed = over + lateness;
        for (int i = 0; i < columns.size(); i++) {
            Column known = columns.get(i);
            if (known.id() == id) {
                columns.set(i, new Column(id, field, Math.max(needed, known.needed())));
                return Entry.FIRST_COLUMN + i;
            }
        }
        columns.add(new Column(id, field, needed));
        return Entry.FIRST_COLUMN + columns.size() - 1;
    }

    private static Function<CardEvent, @Nullable String> textOf(String name) {
        EventField field = EventField.named(name);
        if (field == null || field.type() != ValueType.TEXT) {
            throw new IllegalArgumentException("no field of text: " + name);
        }
        return field::text;
    }
}
