package io.cardwatch.cli.report;

import io.cardwatch.cli.page.PageText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Chart.js as its webjar brings it, to be carried by each report. */
final class ChartLibrary {
    private static final String ABOUT = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String VERSION = version();
    private static final String FOLDER = "/META-INF/resources/webjars/chart.js/" + VERSION + '/';
    // Names a file that does not come with the page; developers' tools would ask for it.
    private static final String MAP = "//# sourceMappingURL=";

    private ChartLibrary() {}

    /** What it is called, with its version. */
    static String name() {
        return "Chart.js " + VERSION;
    }

    /** The whole library. */
    static String script() {
        String script = PageText.beside(ChartLibrary.class, FOLDER + "dist/chart.umd.min.js");
        int map = script.lastIndexOf(MAP);
        return map < 0 ? script : script.substring(0, map);
    }

    /** What its licence asks every copy to carry. */
    static String licence() {
        return PageText.beside(ChartLibrary.class, FOLDER + "LICENSE.md");
    }

    private static String version() {
        Properties about = new Properties();
        try {
            about.load(new StringReader(PageText.beside(ChartLibrary.class, ABOUT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return about.getProperty("version", "");
    }
}
