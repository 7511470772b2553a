package io.cardwatch.cli.report;

import io.cardwatch.cli.page.Element;

/**
 * A chart over the table that it is drawn from, by the page's script. The table is there for
 * whoever does not see the chart, and for whoever wants the figures.
 *
 * @param kind how it is drawn, as the script calls it
 * @param title what it shows
 * @param reading how to read it, in a line
 * @param seen what it shows, for whoever does not see it
 * @param empty what is said where the table has no rows
 */
record Chart(String kind, String title, String reading, String seen, String empty) {
    Element over(DataTable table) {
        Element figure =
                Element.of(
                                "figure",
                                Element.of(
                                        "figcaption",
                                        Element.of("h3", title),
                                        Element.of("p", reading)))
                        .with("class", "card");
        if (table.isEmpty()) {
            return figure.add(Element.of("p", empty).with("class", "empty"));
        }
        return figure.with("data-chart", kind)
                .add(
                        Element.of(
                                        "div",
                                        Element.of("canvas")
                                                .with("role", "img")
                                                .with("aria-label", seen))
                                .with("class", "plot"),
                        Element.of(
                                "details",
                                Element.of("summary", "The same as a table"),
                                table.element()));
    }
}
