package io.cardwatch.cli.page;

import com.google.common.html.HtmlEscapers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An HTML element. Whatever text it is given stands in the page as text, never as markup. */
public final class Element {
    private final String tag;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    private Element(String tag) {
        this.tag = tag;
    }

    /** An element with these inside. */
    public static Element of(String tag, Element... children) {
        return new Element(tag).add(List.of(children));
    }

    /** An element with this text inside. */
    public static Element of(String tag, String text) {
        return new Element(tag).text(text);
    }

    /** Sets an attribute. */
    public Element with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    /** Adds elements at the end. */
    public Element add(Element... elements) {
        return add(List.of(elements));
    }

    /** Adds elements at the end. */
    public Element add(Collection<Element> elements) {
        children.addAll(elements);
        return this;
    }

    /** Adds text at the end. */
    public Element text(String text) {
        children.add(text);
        return this;
    }

    /** The markup. */
    public String html() {
        StringBuilder html = new StringBuilder();
        write(html);
        return html.toString();
    }

    private void write(StringBuilder html) {
        html.append('<').append(tag);
        attributes.forEach(
                (name, value) ->
                        html.append(' ')
                                .append(name)
                                .append("=\"")
                                .append(escaped(value))
                                .append('"'));
        html.append('>');
        for (Object child : children) {
            if (child instanceof Element element) {
                element.write(html);
            } else {
                html.append(escaped(child.toString()));
            }
        }
        html.append("</").append(tag).append('>');
    }

    /** A text as it stands in markup and in attributes. */
    public static String escaped(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
