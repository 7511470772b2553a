package io.cardwatch.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ElementTest {
    @Test
    void shouldNestElementsAndTextInTheOrderGiven() {
        Element element =
                Element.of("p", "one ")
                        .add(Element.of("b", "two"))
                        .text(" three")
                        .add(List.of(Element.of("i"), Element.of("i")));

        assertThat(element.html()).isEqualTo("<p>one <b>two</b> three<i></i><i></i></p>");
    }

    @Test
    void shouldKeepTextAndAttributesFromBecomingMarkup() {
        Element element =
                Element.of("p", "</p><script>alert('x') & more").with("title", "\"><img src=x>");

        assertThat(element.html())
                .isEqualTo(
                        "<p title=\"&quot;&gt;&lt;img src=x&gt;\">&lt;/p&gt;&lt;script&gt;"
                                + "alert(&#39;x&#39;) &amp; more</p>");
    }
}
