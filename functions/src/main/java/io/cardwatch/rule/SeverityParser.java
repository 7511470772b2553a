package io.cardwatch.rule;

import io.cardwatch.rule.Alerting.Bands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from which scores on an alert is more urgent. */
final class SeverityParser {
    static final List<String> BANDS = List.of("medium", "high", "critical");

    private static final String SCORE_FORM = "a score, e.g. 90";
    private static final String RISING_FORM =
            "threshold <= medium < high < critical; by default 1.25, 1.5 and 2 times the threshold";

    private final Problems problems;

    SeverityParser(Problems problems) {
        this.problems = problems;
    }

    /**
     * What was read.
     *
     * @param named where the bands stand that the file names
     */
    record Severity(Bands bands, Map<String, Position> named) {}

    /**
     * The bands, or null (reported) where something in them is wrong.
     *
     * @param threshold null where it could not be read
     */
    @Nullable Severity parse(Section alerting, @Nullable Double threshold) {
        double reference = threshold == null ? 1.0 : threshold;
        YamlNode node = alerting.optional("severity");
        if (node == null) {
            return new Severity(Bands.of(reference), Map.of());
        }
        Section section = Section.open(node, "'severity'", BANDS, problems);
        if (section == null) {
            return null;
        }
        Bands usual = Bands.of(reference);
        double[] bands = {usual.medium(), usual.high(), usual.critical()};
        Map<String, Position> named = new HashMap<>();
        boolean complete = true;
        for (int band = 0; band < bands.length; band++) {
            String key = BANDS.get(band);
            if (section.has(key)) {
                Double score = section.number(key, SCORE_FORM);
                complete &= score != null;
                bands[band] = score == null ? bands[band] : score;
                named.put(key, section.at(key));
            }
        }
        if (!complete || (threshold != null && !areRising(section, bands, threshold))) {
            return null;
        }
        return new Severity(new Bands(bands[0], bands[1], bands[2]), named);
    }

    private boolean areRising(Section section, double[] bands, double threshold) {
        if (bands[0] < threshold) {
            report(section, 0, bands[0], "is below the threshold", threshold);
            return false;
        }
        for (int band = 1; band < bands.length; band++) {
            if (bands[band] <= bands[band - 1]) {
                String before = "is not above '" + BANDS.get(band - 1) + "'";
                report(section, band, bands[band], before, bands[band - 1]);
                return false;
            }
        }
        return true;
    }

    private void report(Section section, int band, double score, String not, double other) {
        String key = BANDS.get(band);
        problems.error(
                section.at(section.has(key) || band == 0 ? key : BANDS.get(band - 1)),
                "'"
                        + key
                        + "' ("
                        + Problems.number(score)
                        + ") "
                        + not
                        + " ("
                        + Problems.number(other)
                        + ")",
                RISING_FORM);
    }
}
