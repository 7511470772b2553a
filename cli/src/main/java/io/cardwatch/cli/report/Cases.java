package io.cardwatch.cli.report;

import static io.cardwatch.cli.report.DataTable.Kind.TEXT;
import static io.cardwatch.cli.report.DataTable.Kind.WIDE;

import io.cardwatch.alert.Finding;
import io.cardwatch.cli.backtest.BacktestResult.Case;
import io.cardwatch.cli.page.Element;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Single events to learn from. */
final class Cases {
    private Cases() {}

    /**
     * A table of them.
     *
     * @param none what is said where there are none
     */
    static Element table(String caption, String note, String none, List<Case> cases) {
        if (cases.isEmpty()) {
            return Element.of("p", none).with("class", "card empty");
        }
        DataTable table =
                new DataTable(caption, note)
                        .column("Event", TEXT)
                        .column("When, UTC", TEXT)
                        .column("Amount", DataTable.Kind.NUMBER)
                        .column("Score", DataTable.Kind.NUMBER)
                        .column("Why", WIDE);
        for (Case each : cases) {
            table.row(
                    List.of(
                            event(each),
                            Format.time(each.eventTime()),
                            Format.money(each.amountMinor(), each.exponent(), each.currency()),
                            Format.number(each.score()),
                            why(each)));
        }
        return Element.of("div", table.element()).with("class", "card cases");
    }

    private static Element event(Case each) {
        Element event =
                Element.of("span", each.eventId())
                        .add(small("card " + each.cardRef() + ", " + each.bankId()));
        String merchant = each.merchantName() == null ? each.merchantId() : each.merchantName();
        if (merchant != null) {
            event.add(small("at " + merchant));
        }
        if (each.scenario() != null) {
            event.add(small("scenario " + each.scenario()));
        }
        return event;
    }

    private static Element small(String text) {
        return Element.of("small", text);
    }

    private static Element why(Case each) {
        Element reasons = Element.of("ul").with("class", "reasons");
        if (each.why() != null) {
            reasons.add(Element.of("li", Element.of("span", each.why()).with("class", "badge")));
        }
        for (Finding finding : each.findings()) {
            Element reason =
                    Element.of("li", Element.of("b", finding.ruleId()))
                            .text(" " + Format.text(finding.score()));
            reasons.add(finding.reason() == null ? reason : reason.text(": " + finding.reason()));
        }
        Element cell = Element.of("div", reasons);
        return each.features().isEmpty() ? cell : cell.add(features(each.features()));
    }

    private static Element features(Map<String, Double> features) {
        Element values = Element.of("dl").with("class", "features");
        new TreeMap<>(features)
                .forEach(
                        (name, value) ->
                                values.add(
                                        Element.of(
                                                "div",
                                                Element.of("dt", name),
                                                Element.of("dd", Format.number(value)))));
        return Element.of("details", Element.of("summary", "Feature values"), values);
    }
}
