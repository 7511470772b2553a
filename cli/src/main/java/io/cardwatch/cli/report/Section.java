package io.cardwatch.cli.report;

import io.cardwatch.cli.page.Element;
import java.util.List;

/**
 * A part of the report, which the list of contents leads to.
 *
 * @param id where it is, in the page
 */
record Section(String id, String title, List<Element> content) {
    Element element() {
        String heading = id + "-title";
        return Element.of("section", Element.of("h2", title).with("id", heading))
                .with("id", id)
                .with("aria-labelledby", heading)
                .add(content);
    }

    static Element contents(List<Section> sections) {
        Element list = Element.of("ul");
        for (Section section : sections) {
            list.add(
                    Element.of(
                            "li", Element.of("a", section.title).with("href", "#" + section.id)));
        }
        return Element.of("nav", list)
                .with("class", "pages")
                .with("aria-label", "Parts of the report");
    }
}
