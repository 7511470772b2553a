package io.cardwatch.cli.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cardwatch.cli.backtest.BacktestResult;
import io.cardwatch.cli.backtest.BacktestResult.Counts;
import io.cardwatch.cli.backtest.BacktestResult.RuleFigures;
import io.cardwatch.cli.backtest.BacktestResult.ScenarioFigures;
import io.cardwatch.cli.page.PageText;
import io.cardwatch.cli.phone.Chromium;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as a browser shows them, opened as files. */
final class BacktestReportInBrowserTest {
    /** How many canvases have something drawn on them. */
    private static final String DRAWN =
            """
            [...document.querySelectorAll("canvas")].filter((canvas) => {
              const { width, height } = canvas;
              const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
              return data.some((value) => value > 0);
            }).length""";

    @TempDir private static Path folder;
    private static Chromium browser;
    private static int pages;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Chromium.isInstalled(),
                "there is no Chromium on the path; Debian has it as the package chromium");
        browser = Chromium.start(folder.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(BacktestResult result, int width, boolean dark) throws Exception {
        pages++;
        Path file = folder.resolve("report-" + pages + ".html");
        BacktestReport.write(result, file);
        browser.open(file.toUri(), width, 900, dark);
        browser.await(
                "the whole page",
                "location.href === '%s' && document.readyState === 'complete'"
                        .formatted(file.toUri()));
    }

    @AfterEach
    void shouldNeverComplainNorAskForAnythingElse() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).hasSize(pages).allMatch(each -> each.startsWith("file:"));
    }

    @ParameterizedTest
    @CsvSource({"1280,false", "1280,true", "400,false", "400,true"})
    void shouldDrawItsChartsWithoutAFaultOrARequest(int width, boolean dark) throws Exception {
        open(TestingResults.ordinary(), width, dark);

        browser.await("three charts", DRAWN + " === 3");
        assertThat(browser.evaluate(contrast())).isEmpty();
        assertFits();
    }

    @ParameterizedTest
    @CsvSource({"1280,false", "400,true"})
    void shouldBearLongNamesHostileTextsAndMuchOfEverything(int width, boolean dark)
            throws Exception {
        open(TestingResults.crowded(), width, dark);

        browser.await("three charts", DRAWN + " === 3");
        assertThat(browser.evaluate("document.title"))
                .isEqualTo(
                        "Backtest of "
                                + TestingResults.HOSTILE
                                + "y".repeat(120)
                                + " 2026-11-21.1");
        assertThat(browser.evaluate("document.querySelectorAll('img').length")).isEqualTo("0");
        assertThat(browser.evaluate(contrast())).isEmpty();
        assertFits();
    }

    @ParameterizedTest
    @CsvSource({"1280,true", "400,false"})
    void shouldSayWhatThereIsNotRatherThanDrawIt(int width, boolean dark) throws Exception {
        open(TestingResults.empty(), width, dark);

        assertThat(browser.evaluate("document.querySelectorAll('canvas').length")).isEqualTo("0");
        assertThat(browser.evaluate("document.querySelectorAll('figure .empty').length"))
                .isEqualTo("3");
        assertThat(tile("Precision")).isEqualTo("–");
        assertThat(browser.text()).doesNotContain("NaN", "null", "Infinity");
        assertFits();

        open(TestingResults.withoutLabels(), width, dark);
        browser.await("two charts", DRAWN + " === 2");
        assertThat(browser.text()).doesNotContain("NaN", "null", "Infinity");
        assertFits();
    }

    @Test
    void shouldShowTheFiguresOfTheResult() throws Exception {
        BacktestResult result = TestingResults.ordinary();
        open(result, 1280, false);

        assertThat(exact("Precision")).isEqualTo(text(result.total().events().precision()));
        assertThat(exact("Recall")).isEqualTo(text(result.total().events().recall()));
        assertThat(exact("F1")).isEqualTo(text(result.total().events().f1()));
        assertThat(exact("Average precision")).isEqualTo(text(result.total().averagePrecision()));
        assertThat(exact("Alerts a day")).isEqualTo(text(result.total().alertsPerDay()));
        assertThat(exact("Alerts per 1,000 cards"))
                .isEqualTo(text(result.total().alertsPerThousandCards()));
        assertThat(exact("Precision at 100 cards a day"))
                .isEqualTo(text(result.total().topCards().get(0).precision()));
        assertThat(row("figures", "EUR")).startsWith("1123450,923310,0.8218");
        assertThat(tile("Money caught")).isEqualTo("USD 41,233\nEUR 9,233");
        assertThat(exact("Money missed"))
                .isEqualTo(text(result.total().money().get(0).missedMinor()));
        assertThat(exact("First fraud to first alert"))
                .isEqualTo(text(result.total().firstAlert().medianMillis()));
        assertThat(row("figures", "Alerts, by card and day"))
                .startsWith(counts(result.total().cardDays().truePositives(), 41, 19, 700_000, 3));
        for (RuleFigures rule : result.rules()) {
            Counts events = rule.figures().events();
            assertThat(row("rules", rule.id()))
                    .startsWith(
                            counts(
                                    rule.figures().alerts(),
                                    events.truePositives(),
                                    events.falsePositives()))
                    .contains(text(events.precision()), text(events.recall()), text(events.f1()));
        }
        for (ScenarioFigures scenario : result.scenarios()) {
            assertThat(row("scenarios", scenario.name()))
                    .startsWith(
                            counts(
                                    scenario.figures().alerts(),
                                    scenario.figures().events().truePositives()))
                    .contains(text(scenario.figures().averagePrecision()));
        }
    }

    @Test
    void shouldDrawWhatItsTablesSay() throws Exception {
        open(TestingResults.ordinary(), 1280, false);
        browser.await("three charts", DRAWN + " === 3");

        String chart = "Chart.getChart(document.querySelector('[data-chart=%s] canvas')).data";
        assertThat(browser.evaluate(chart.formatted("days") + ".datasets[0].data.join()"))
                .isEqualTo(
                        browser.evaluate(
                                """
                                [...document.querySelectorAll("[data-chart=days] tbody tr")]
                                  .map((row) => row.cells[1].querySelector("data").value).join()"""));
        assertThat(browser.evaluate(chart.formatted("days") + ".labels.slice(0, 2).join()"))
                .isEqualTo("1 Mar,2 Mar");
        assertThat(browser.evaluate(chart.formatted("curve") + ".datasets[0].label"))
                .isEqualTo("The threshold in force, 70.5");
        assertThat(browser.evaluate(chart.formatted("scores") + ".datasets.length")).isEqualTo("3");
    }

    @Test
    void shouldSumManyDaysByWeek() throws Exception {
        open(TestingResults.crowded(), 1280, false);
        browser.await("three charts", DRAWN + " === 3");

        String data = "Chart.getChart(document.querySelector('[data-chart=days] canvas')).data";
        // The first of March 2026 is a Sunday, the last of a week.
        assertThat(browser.evaluate(data + ".labels.slice(0, 2).join()"))
                .isEqualTo("23 Feb 2026,2 Mar 2026");
        assertThat(browser.evaluate(data + ".datasets[0].data[1]"))
                .isEqualTo(Integer.toString(12 + 17 + 11 + 16 + 10 + 15 + 9));
    }

    @Test
    void shouldSortATableByTheColumnPressed() throws Exception {
        open(TestingResults.ordinary(), 1280, false);

        browser.press("#rules thead th:nth-child(4) button");
        assertThat(browser.evaluate("document.querySelector('#rules tbody th').innerText"))
                .startsWith("dormant-reactivation");
        assertThat(
                        browser.evaluate(
                                "document.querySelector('#rules thead th:nth-child(4)').ariaSort"))
                .isEqualTo("descending");
        browser.press("#rules thead th:nth-child(1) button");
        assertThat(browser.evaluate("document.querySelector('#rules tbody th').innerText"))
                .startsWith("amount-spike");
    }

    @Test
    void shouldBeDrawnInTheLightOnPaper() throws Exception {
        open(TestingResults.ordinary(), 1280, true);
        browser.await("three charts", DRAWN + " === 3");
        String ink = "Chart.getChart(document.querySelector('canvas')).options.color";
        assertThat(browser.evaluate(ink)).isEqualTo("#edeff3");

        browser.evaluate("dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.evaluate(ink)).isEqualTo("#14171c");
        browser.evaluate("dispatchEvent(new Event('afterprint'))");
        assertThat(browser.evaluate(ink)).isEqualTo("#edeff3");
    }

    private void assertFits() throws Exception {
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo("true");
    }

    private static String contrast() {
        return PageText.beside(BacktestReportInBrowserTest.class, "contrast.js");
    }

    /** What a tile of the headline reads as. */
    private String tile(String name) throws Exception {
        return browser.evaluate(
                ofTile(name, "[...tile.querySelectorAll('.figure')].map((each) => each.innerText)")
                        + ".join('\\n')");
    }

    /** The exact value behind a tile's first figure. */
    private String exact(String name) throws Exception {
        return browser.evaluate(ofTile(name, "tile.querySelector('.figure data').value"));
    }

    private static String ofTile(String name, String expression) {
        return """
        (() => {
          const tile = [...document.querySelectorAll(".figures > div")]
            .find((each) => each.querySelector("dt").textContent === "%s");
          return %s;
        })()"""
                .formatted(name, expression);
    }

    /** The exact figures of a section's first row of that name. */
    private String row(String section, String name) throws Exception {
        return browser.evaluate(
                """
                (() => {
                  const row = [...document.querySelectorAll("#%1$s tbody tr")]
                    .find((each) => each.cells[0].innerText.split(/\\s/)[0] === "%2$s"
                        || each.cells[0].innerText === "%2$s");
                  return [...row.querySelectorAll("data")].map((each) => each.value).join();
                })()"""
                        .formatted(section, name));
    }

    private static String counts(long... counts) {
        return Arrays.stream(counts).mapToObj(Long::toString).collect(joining(","));
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
