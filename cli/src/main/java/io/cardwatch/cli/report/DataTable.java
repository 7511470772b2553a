package io.cardwatch.cli.report;

import static java.util.Objects.requireNonNull;

import io.cardwatch.cli.page.Element;
import java.util.ArrayList;
import java.util.List;

/** A table in a box of its own, which scrolls where the page is narrow. */
final class DataTable {
    /** What a column's cells are, which is how they are set. */
    enum Kind {
        TEXT,
        NUMBER,
        /** More than a few words. */
        WIDE
    }

    private record Column(String name, Kind kind, String series, String means) {}

    private static final int MANY = 20;

    private final String caption;
    private final String note;
    private final List<Column> columns = new ArrayList<>();
    private final List<Element> rows = new ArrayList<>();
    private final List<Element> totals = new ArrayList<>();

    /**
     * A table without columns.
     *
     * @param note what to know of it, or empty
     */
    DataTable(String caption, String note) {
        this.caption = caption;
        this.note = note;
    }

    /** The next column. */
    DataTable column(String name, Kind kind) {
        return column(name, kind, "", "");
    }

    /**
     * The next column, a number.
     *
     * @param means what it says, in a line
     */
    DataTable number(String name, String means) {
        return column(name, Kind.NUMBER, "", means);
    }

    /**
     * The next column, which a chart draws.
     *
     * @param series what the chart calls it
     */
    DataTable series(String name, Kind kind, String series) {
        return column(name, kind, series, "");
    }

    private DataTable column(String name, Kind kind, String series, String means) {
        columns.add(new Column(name, kind, series, means));
        return this;
    }

    /** The next row, whose first cell heads it. */
    DataTable row(List<Element> cells) {
        rows.add(tableRow(cells));
        return this;
    }

    /**
     * The next row, which a chart marks.
     *
     * @param where how far into what the row stands for, from 0 to 1
     */
    DataTable markedRow(double where, List<Element> cells) {
        rows.add(tableRow(cells).with("data-marked", Double.toString(where)));
        return this;
    }

    /** A row for all rows together. */
    DataTable total(List<Element> cells) {
        totals.add(tableRow(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    // Roles are given although elements have them: a narrow page shows rows as cards, and a table
    // that is not laid out as one loses its roles.
    private Element tableRow(List<Element> cells) {
        Element row = Element.of("tr").with("role", "row");
        for (int i = 0; i < cells.size(); i++) {
            Element cell =
                    i == 0
                            ? Element.of("th").with("scope", "row").with("role", "rowheader")
                            : Element.of("td").with("role", "cell");
            row.add(styled(cell, columns.get(i)).add(requireNonNull(cells.get(i))));
        }
        return row;
    }

    private static Element styled(Element cell, Column column) {
        return switch (column.kind) {
            case TEXT -> cell;
            case NUMBER -> cell.with("class", "number").with("data-name", column.name);
            case WIDE -> cell.with("class", "wide");
        };
    }

    /** The table in a card, to be sorted by any column, with what its columns say beneath. */
    Element card() {
        Element terms = Element.of("dl").with("class", "terms");
        columns.stream()
                .filter(column -> !column.means.isEmpty())
                .map(
                        column ->
                                Element.of(
                                        "div",
                                        Element.of("dt", column.name),
                                        Element.of("dd", column.means)))
                .forEach(terms::add);
        return Element.of(
                        "div",
                        element(),
                        Element.of("details", Element.of("summary", "What the columns say"), terms))
                .with("class", "card sortable");
    }

    /** The table, in its box. */
    Element element() {
        Element head = Element.of("tr").with("role", "row");
        for (Column column : columns) {
            Element cell =
                    Element.of("th", column.name).with("scope", "col").with("role", "columnheader");
            if (!column.series.isEmpty()) {
                cell.with("data-series", column.series);
            }
            head.add(styled(cell, column));
        }
        Element title = Element.of("span", caption);
        if (!note.isEmpty()) {
            title.add(Element.of("small", note));
        }
        Element table =
                Element.of(
                                "table",
                                Element.of("caption", title),
                                Element.of("thead", head).with("role", "rowgroup"),
                                Element.of("tbody").with("role", "rowgroup").add(rows))
                        .with("role", "table");
        if (!totals.isEmpty()) {
            table.add(Element.of("tfoot").with("role", "rowgroup").add(totals));
        }
        return Element.of("div", table)
                .with("class", rows.size() > MANY ? "scroll tall" : "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption);
    }
}
