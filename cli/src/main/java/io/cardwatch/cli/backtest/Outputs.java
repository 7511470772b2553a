package io.cardwatch.cli.backtest;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertJson;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.engine.Assessment;
import io.cardwatch.rule.Rule;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files of what was measured, event by event, for whoever wants to compute the figures anew. */
final class Outputs implements MeasuredEvents, Closeable {
    private static final int DECIMALS = 3;

    private final @Nullable OutputStream alerts;
    private final @Nullable OutputStream scores;
    private final @Nullable OutputStream findings;

    private Outputs(
            @Nullable OutputStream alerts,
            @Nullable OutputStream scores,
            @Nullable OutputStream findings) {
        this.alerts = alerts;
        this.scores = scores;
        this.findings = findings;
    }

    /**
     * Opens those files that are asked for.
     *
     * @param alerts one alert a line, as on the alerts topic
     * @param scores CSV: {@code eventId,score,alert} of each measured event
     * @param findings CSV: {@code eventId,rule,score,mode} of each rule that fired on one
     */
    static Outputs open(@Nullable Path alerts, @Nullable Path scores, @Nullable Path findings)
            throws IOException {
        Outputs outputs = new Outputs(open(alerts), open(scores), open(findings));
        write(outputs.scores, "eventId,score,alert\n");
        write(outputs.findings, "eventId,rule,score,mode\n");
        return outputs;
    }

    private static @Nullable OutputStream open(@Nullable Path file) throws IOException {
        return file == null ? null : new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    @Override
    public void measured(JudgedEvent event, long thousandths) {
        try {
            Alert alert = event.alert();
            if (alerts != null && alert != null) {
                alerts.write(AlertJson.encode(alert));
                alerts.write('\n');
            }
            if (scores != null) {
                write(
                        scores,
                        quoted(event.event().eventId())
                                + ","
                                + decimal(thousandths)
                                + (alert == null ? ",0\n" : ",1\n"));
            }
            if (findings != null) {
                writeFindings(findings, event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeFindings(OutputStream out, JudgedEvent event) throws IOException {
        Assessment assessment = event.assessment();
        for (int place = 0; place < assessment.fired(); place++) {
            if (!assessment.isPaused(place)) {
                Rule rule = event.rules().ruleSet().rules().get(assessment.rule(place));
                write(
                        out,
                        quoted(event.event().eventId())
                                + ","
                                + quoted(rule.id())
                                + ","
                                + decimal(ScoreCounts.thousandths(assessment.score(place)))
                                + ","
                                + rule.mode().keyword()
                                + "\n");
            }
        }
    }

    private static String decimal(long thousandths) {
        return thousandths == 0
                ? "0"
                : BigDecimal.valueOf(thousandths, DECIMALS).stripTrailingZeros().toPlainString();
    }

    private static String quoted(String text) {
        return text.indexOf(',') < 0 && text.indexOf('"') < 0
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void write(@Nullable OutputStream out, String text) throws IOException {
        if (out != null) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        for (OutputStream out : new OutputStream[] {alerts, scores, findings}) {
            if (out != null) {
                out.close();
            }
        }
    }
}
