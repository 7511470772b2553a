package io.cardwatch.cli.explain;

import io.cardwatch.cli.console.Terminal;
import io.cardwatch.cli.console.Wrap;
import io.cardwatch.cli.explain.Explanation.FeatureLine;
import io.cardwatch.cli.explain.Explanation.RuleLine;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.IsoCodes;
import io.cardwatch.rule.RuleMode;
import io.cardwatch.rule.TracedPart;
import io.cardwatch.rule.TracedPart.Kind;
import io.cardwatch.rule.TracedPart.Outcome;
import io.cardwatch.rule.ValueType;
import io.cardwatch.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation for a person at a terminal. */
final class ExplanationText {
    private static final int STEP = 2;

    private final Explanation explanation;
    private final Terminal terminal;
    private final Numbers numbers;
    private final PartText parts;

    ExplanationText(Explanation explanation, Terminal terminal) {
        this.explanation = explanation;
        this.terminal = terminal;
        this.numbers = new Numbers(explanation.set().features());
        this.parts = new PartText(numbers);
    }

    void print() {
        OutcomeText outcome = new OutcomeText(explanation);
        boolean alert = explanation.outcome() == Explanation.Outcome.ALERT;
        wrapped("", "Event " + explanation.event().eventId() + facts()).forEach(terminal::print);
        for (String line : wrapped("", outcome.sentence())) {
            terminal.print(alert ? terminal.warning(line) : terminal.bold(line));
        }
        outcome.details().forEach(line -> wrapped("  ", line).forEach(terminal::print));
        if (!outcome.judged()) {
            return;
        }
        if (!explanation.features().isEmpty()) {
            terminal.blank();
            terminal.print(terminal.bold("Features"));
            featureLines().forEach(terminal::print);
            shortWindows().forEach(terminal::print);
        }
        terminal.blank();
        terminal.print(terminal.bold("Rules"));
        explanation.rules().forEach(this::print);
    }

    private String facts() {
        CardEvent event = explanation.event();
        List<String> facts = new ArrayList<>();
        facts.add(event.messageType().wireName());
        facts.add(event.eventTime().toString());
        Integer exponent = IsoCodes.currencyExponent(event.currency());
        int digits = exponent == null ? 0 : exponent;
        facts.add(BigDecimal.valueOf(event.amountMinor(), digits) + " " + event.currency());
        facts.add("card " + event.cardRef());
        facts.add("bank " + event.bankId());
        if (explanation.fraud() != null) {
            facts.add(explanation.fraud() ? "labelled fraud" + scenario() : "labelled not fraud");
        }
        return ": " + String.join(", ", facts);
    }

    private String scenario() {
        return explanation.scenario() == null ? "" : " (" + explanation.scenario() + ")";
    }

    private List<String> wrapped(String indent, String text) {
        return Wrap.lines(text, terminal.width() - indent.length()).stream()
                .map(line -> indent + line)
                .toList();
    }

    private List<String> featureLines() {
        List<FeatureLine> features = explanation.features();
        int names =
                features.stream().mapToInt(line -> line.feature().name().length()).max().orElse(0);
        int values = features.stream().mapToInt(line -> value(line).length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (FeatureLine line : features) {
            String name = line.feature().name();
            String value = value(line);
            String start =
                    "  "
                            + name
                            + " ".repeat(names - name.length() + STEP + values - value.length())
                            + value
                            + "  ";
            String text = FeatureText.of(line.feature());
            text = line.missing() == null ? text : line.missing() + " · " + text;
            int left = start.length();
            if (left > terminal.width() / 2) {
                lines.add(start.stripTrailing());
                left = 2 * STEP;
                start = " ".repeat(left);
            }
            for (String part : Wrap.lines(text, terminal.width() - left)) {
                lines.add(start + part);
                start = " ".repeat(left);
            }
        }
        return lines;
    }

    /** Windows that reach back before the file hold less than they would on a feed. */
    private List<String> shortWindows() {
        Duration before = explanation.history();
        List<String> reaching =
                explanation.features().stream()
                        .filter(FeatureLine::isShort)
                        .map(line -> line.feature().name())
                        .toList();
        return reaching.isEmpty()
                ? List.of()
                : wrapped(
                        "  ",
                        "The file begins "
                                + Durations.text(before.truncatedTo(ChronoUnit.MINUTES))
                                + " before the event: not full are the windows of "
                                + String.join(", ", reaching)
                                + ".");
    }

    private String value(FeatureLine line) {
        if (line.missing() != null) {
            return "missing";
        }
        return line.feature().aggregate().type() == ValueType.FLAG
                ? line.value() == 0.0 ? "false" : "true"
                : numbers.number(line.feature().name(), line.value());
    }

    private void print(RuleLine line) {
        Rows rows = new Rows(terminal.width());
        TracedPart condition = line.trace().condition();
        if (condition.kind() == Kind.ALL) {
            condition.parts().forEach(part -> add(part, "", 4, false, rows));
        } else {
            add(condition, "", 4, false, rows);
        }
        String head = line.rule().id() + ": " + state(line);
        boolean fired = line.state() == Explanation.State.FIRED;
        for (String each : wrapped("  ", head)) {
            terminal.print(fired ? terminal.warning(each) : terminal.bold(each));
        }
        rows.lines().forEach(each -> terminal.print(fired ? each : terminal.dim(each)));
    }

    private String state(RuleLine line) {
        double score = line.trace().score();
        String scored = Double.isNaN(score) ? "a score that is missing" : Numbers.plain(score);
        String mode = line.rule().mode() == RuleMode.SHADOW ? " (shadow: never counts)" : "";
        return switch (line.state()) {
            case FIRED -> "fired, " + scored + mode;
            case PAUSED -> "fired, " + scored + ", and is paused: it fires on too many events";
            case DID_NOT_FIRE -> "did not fire, would score " + scored + mode + distance(line);
            case NOT_APPLICABLE -> "not applicable" + lack(line) + mode;
            case OFF -> "off; would " + (line.trace().fired() ? "fire" : "not fire");
        };
    }

    /** The shortest way to firing, where it is longer than the one test that stands below. */
    private String distance(RuleLine line) {
        List<TracedPart> unmet = line.trace().condition().unmet();
        boolean plain = line.trace().condition().kind() == Kind.TEST;
        return plain || unmet.isEmpty()
                ? ""
                : "; lacks " + String.join(" and ", parts.changes(unmet));
    }

    private static String lack(RuleLine line) {
        List<String> missing =
                line.trace().condition().unmet().stream()
                        .flatMap(test -> test.missing().stream())
                        .distinct()
                        .toList();
        return missing.isEmpty()
                ? ": its score is missing or not finite"
                : ": " + String.join(", ", missing) + " missing";
    }

    private void add(TracedPart part, String label, int indent, boolean nearest, Rows rows) {
        String text = label + head(part);
        String beside = parts.of(part) + (nearest ? nearestMark(part) : "");
        rows.add(indent, mark(part) + " " + text, beside.strip());
        TracedPart way = part.nearest();
        int nearestPlace = way == null ? -1 : part.parts().indexOf(way);
        for (int i = 0; i < part.parts().size(); i++) {
            String under = part.kind() == Kind.CHOICE ? (i == 0 ? "if " : "then ") : "";
            add(part.parts().get(i), under, indent + STEP, i == nearestPlace, rows);
        }
    }

    private static String nearestMark(TracedPart part) {
        return part.kind() == Kind.TEST ? " · nearest" : "nearest";
    }

    private static String head(TracedPart part) {
        return switch (part.kind()) {
            case ALL -> "all of";
            case ANY -> "one of";
            case NOT -> "not";
            case CHOICE -> "a choice";
            case TEST -> part.text();
        };
    }

    private String mark(TracedPart part) {
        if (part.outcome() == Outcome.UNKNOWN) {
            return "?";
        }
        boolean holds = part.outcome() == Outcome.HOLDS;
        return terminal.unicode() ? (holds ? "✓" : "✗") : holds ? "+" : "-";
    }

    /** A word for programs and people. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
