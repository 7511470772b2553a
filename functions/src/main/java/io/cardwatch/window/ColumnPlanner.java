package io.cardwatch.window;

import static java.util.Objects.requireNonNull;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Aggregate;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.Feature;
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

    /** The id of the amount's column. */
    static final long AMOUNT_ID = WindowPlanner.hash(AMOUNT);

    final List<Column> columns = new ArrayList<>();
    final List<TextField> fields = new ArrayList<>();

    private final long lateness;

    ColumnPlanner(long lateness) {
        this.lateness = lateness;
    }

    /** The place in a row of the feature's field. Features come in the order of their windows. */
    int column(Feature feature) {
        String name = requireNonNull(feature.field());
        boolean text = feature.aggregate() == Aggregate.DISTINCT;
        if (!text && !name.equals(AMOUNT)) {
            throw new IllegalArgumentException("sums and means are of the amount, not " + name);
        }
        Column column =
                new Column(
                        WindowPlanner.hash(name),
                        text ? field(name) : Column.AMOUNT,
                        feature.over().toMillis() + lateness);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id() == column.id()) {
                columns.set(i, column);
                return Entry.FIRST_COLUMN + i;
            }
        }
        columns.add(column);
        return Entry.FIRST_COLUMN + columns.size() - 1;
    }

    /** The place among the hashed fields of the field of that name. */
    int field(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        fields.add(new TextField(name, textOf(name)));
        return fields.size() - 1;
    }

    private static Function<CardEvent, @Nullable String> textOf(String name) {
        EventField field = EventField.named(name);
        if (field == null || field.type() != ValueType.TEXT) {
            throw new IllegalArgumentException("no field of text: " + name);
        }
        return field::text;
    }
}
