package io.cardwatch.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.page.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page that shows what a backtest found. It holds all that it needs, its charts' library too, and
 * loads nothing; about 300 KB and what the figures take.
 */
public final class BacktestReport {
    private BacktestReport() {}

    /**
     * Writes the page to a file, over what is there.
     *
     * @throws IOException where it cannot be written
     */
    public static void write(BacktestResult result, Path file) throws IOException {
        Files.write(file, html(result).getBytes(UTF_8));
    }

    /** The page, the same for the same result. */
    public static String html(BacktestResult result) {
        BacktestResult.Run run = result.run();
        RuleTables tables = new RuleTables(result);
        List<Section> sections =
                List.of(
                        new Section("figures", "At a glance", glance(result)),
                        new Section("charts", "Charts", List.of(new Charts(result).element())),
                        new Section("rules", "Rules", tables.rules()),
                        new Section("scenarios", "Scenarios", tables.scenarios()),
                        new Section("cases", "Cases", cases(result)),
                        new Section(
                                "measured", "What was measured", new Measured(result).elements()));
        return PageShell.page(
                "Backtest of %s %s".formatted(run.ruleSet(), run.ruleSetVersion()),
                List.of(
                        header(result),
                        Section.contents(sections),
                        Element.of("main", new Headline(result).verdict())
                                .with("id", "report")
                                .add(sections.stream().map(Section::element).toList()),
                        footer()));
    }

    private static List<Element> glance(BacktestResult result) {
        Element groups =
                Element.of("div").with("class", "groups").add(new Headline(result).groups());
        return result.total().money().isEmpty()
                ? List.of(groups, Counting.table(result))
                : List.of(groups, Counting.table(result), Sums.table(result.total().money()));
    }

    private static List<Element> cases(BacktestResult result) {
        boolean labels = result.input().fraud() + result.input().notFraud() > 0;
        String unknown = "No event has a label: nobody knows which alerts are right.";
        return List.of(
                Cases.table(
                        "The worst false alarms",
                        "Alerts on what was no fraud: those of the highest scores, and those of the"
                                + " most money.",
                        labels ? "No alert was a false alarm." : unknown,
                        result.falseAlarms()),
                Cases.table(
                        "The worst missed frauds",
                        "Frauds without an alert: those of the most money, and those that came"
                                + " nearest to one.",
                        labels ? "No fraud was missed." : unknown,
                        result.missedFrauds()));
    }

    private static Element header(BacktestResult result) {
        BacktestResult.Input input = result.input();
        String span =
                input.first() == null || input.last() == null
                        ? "no event"
                        : "%s to %s · %s · %s"
                                .formatted(
                                        Format.day(input.first()),
                                        Format.day(input.last()),
                                        Format.some(input.measured(), "event"),
                                        Format.some(input.cards(), "card"));
        return Element.of(
                        "header",
                        Element.of(
                                "div",
                                Element.of("h1", "Backtest of " + result.run().ruleSet()),
                                Element.of(
                                                "p",
                                                "Version %s · %s"
                                                        .formatted(
                                                                result.run().ruleSetVersion(),
                                                                span))
                                        .with("class", "lead")))
                .with("class", "top");
    }

    private static Element footer() {
        return Element.of(
                "footer",
                Element.of(
                        "p",
                        "Written by cardwatch backtest; docs/backtest.md defines each figure. This"
                                + " page loads nothing."),
                Element.of(
                        "details",
                        Element.of(
                                "summary",
                                "Charts by " + ChartLibrary.name() + ", under the MIT licence"),
                        Element.of("pre", ChartLibrary.licence())));
    }
}
