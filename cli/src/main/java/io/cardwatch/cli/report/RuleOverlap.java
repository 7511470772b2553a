package io.cardwatch.cli.report;

import static java.util.Comparator.comparingLong;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.Overlap;
import io.cardwatch.cli.backtest.BacktestResult.RuleFigures;
import io.cardwatch.cli.page.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rules say the same: a table of the rules by the rules, shaded where they overlap. */
final class RuleOverlap {
    private static final int MOST_RULES = 12;
    private static final int SHADES = 5;

    private final List<RuleFigures> rules;
    private final Map<Set<String>, Long> shared = new HashMap<>();

    RuleOverlap(BacktestResult result) {
        rules =
                result.rules().stream()
                        .filter(rule -> rule.figures().alerts() > 0)
                        .sorted(comparingLong(RuleOverlap::fired).reversed())
                        .limit(MOST_RULES)
                        .toList();
        for (Overlap overlap : result.overlaps()) {
            shared.put(Set.of(overlap.rule(), overlap.other()), overlap.events());
        }
    }

    private static long fired(RuleFigures rule) {
        return rule.figures().alerts();
    }

    Element element() {
        if (rules.size() < 2) {
            return Element.of("p", "Fewer than two rules fired: none overlaps another.")
                    .with("class", "card empty");
        }
        DataTable table =
                new DataTable(
                                "Rules that fire together",
                                "Events on which both rules fired, for the "
                                        + Format.some(rules.size(), "rule")
                                        + " that fired most: darker where they are more of the row's"
                                        + " events. In bold, all events of the rule.")
                        .column("Rule", DataTable.Kind.TEXT);
        for (int i = 0; i < rules.size(); i++) {
            table.column(Integer.toString(i + 1), DataTable.Kind.NUMBER);
        }
        for (int i = 0; i < rules.size(); i++) {
            table.row(row(i));
        }
        return Element.of("div", table.element()).with("class", "card overlap");
    }

    private List<Element> row(int at) {
        RuleFigures rule = rules.get(at);
        List<Element> cells = new ArrayList<>();
        cells.add(Element.of("span", (at + 1) + ". " + rule.id()));
        for (int i = 0; i < rules.size(); i++) {
            cells.add(
                    i == at
                            ? Format.count(fired(rule)).with("class", "own")
                            : both(rule, rules.get(i)));
        }
        return cells;
    }

    private Element both(RuleFigures rule, RuleFigures other) {
        long events = shared.getOrDefault(Set.of(rule.id(), other.id()), 0L);
        long shade = Math.round((double) SHADES * events / fired(rule));
        return Format.count(events).with("class", "heat-" + shade);
    }
}
