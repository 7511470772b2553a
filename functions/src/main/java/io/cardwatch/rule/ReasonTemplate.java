package io.cardwatch.rule;

import io.cardwatch.event.CardEvent;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule's reason: text with features in braces; a brace itself is written twice.
 *
 * <p>Besides features only {@code event.amount} may stand in it: a reason is part of alerts whose
 * receiver chose the least detail, so nothing that names a merchant, a place or a person does.
 */
final class ReasonTemplate {
    static final int LONGEST = 500;

    private static final String AMOUNT = CelLanguage.EVENT + "." + EventField.AMOUNT.keyword();

    /** Pieces of text, with what stands between them. */
    private final List<String> texts;

    private final List<Part> parts;

    private ReasonTemplate(List<String> texts, List<Part> parts) {
        this.texts = List.copyOf(texts);
        this.parts = List.copyOf(parts);
    }

    /** A value to fill in: a feature's slot, or -1 for the amount. */
    private record Part(int slot, ValueType type) {}

    /** The template, or null (reported) where something in it is wrong. */
    static @Nullable ReasonTemplate parse(
            YamlNode.Scalar source,
            Map<String, ValueType> types,
            Map<String, Integer> slots,
            Problems problems) {
        return new Parser(source, types, slots, problems).parse();
    }

    /** The text with its values filled in. */
    String fill(CardEvent event, double[] features) {
        StringBuilder filled = new StringBuilder(texts.get(0));
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double value = part.slot < 0 ? event.amount() : features[part.slot];
            filled.append(format(value, part.type)).append(texts.get(i + 1));
        }
        return filled.toString();
    }

    /** The slots that the text names. */
    void collectSlots(Set<Integer> slots) {
        parts.stream().map(Part::slot).filter(slot -> slot >= 0).forEach(slots::add);
    }

    private static String format(double value, ValueType type) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (type == ValueType.FLAG) {
            return value == 0.0 ? "no" : "yes";
        }
        DecimalFormat format =
                new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        String shown = format.format(value);
        return shown.equals("-0") ? "0" : shown;
    }

    /** Reads a template's text from left to right. */
    private static final class Parser {
        private final YamlNode.Scalar source;
        private final Map<String, ValueType> types;
        private final Map<String, Integer> slots;
        private final Problems problems;
        private final List<String> texts = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private boolean failed;

        Parser(
                YamlNode.Scalar source,
                Map<String, ValueType> types,
                Map<String, Integer> slots,
                Problems problems) {
            this.source = source;
            this.types = types;
            this.slots = slots;
            this.problems = problems;
        }

        @Nullable ReasonTemplate parse() {
            String template = source.value();
            if (template.length() > LONGEST) {
                error(0, "a reason that is too long", "at most " + LONGEST + " characters");
                return null;
            }
            int at = 0;
            while (at < template.length()) {
                char c = template.charAt(at);
                if ((c == '{' || c == '}') && template.startsWith(String.valueOf(c), at + 1)) {
                    text.append(c);
                    at += 2;
                } else if (c == '{') {
                    at = placeholder(template, at);
                } else {
                    if (c == '}') {
                        error(at, "a '}' without '{'", "'}}' for the character itself");
                    }
                    text.append(c);
                    at++;
                }
            }
            texts.add(text.toString());
            return failed ? null : new ReasonTemplate(texts, parts);
        }

        private int placeholder(String template, int open) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                error(open, "a '{' that is not closed", "{feature}, or '{{' for the character");
                return template.length();
            }
            String name = template.substring(open + 1, close).strip();
            Integer slot = slots.get(name);
            ValueType type = types.get(name);
            if (slot != null && type != null) {
                parts.add(new Part(slot, type));
            } else if (name.equals(AMOUNT)) {
                parts.add(new Part(-1, ValueType.NUMBER));
            } else {
                failed = true;
                List<String> known = new ArrayList<>(types.keySet().stream().sorted().toList());
                known.add(AMOUNT);
                problems.unknown(
                        place(open + 1),
                        name.startsWith(CelLanguage.EVENT + ".")
                                ? "reasons do not show " + Problems.quote(name)
                                : "no feature " + Problems.quote(name),
                        name,
                        known);
            }
            texts.add(text.toString());
            text.setLength(0);
            return close + 1;
        }

        private void error(int at, String message, String accepted) {
            failed = true;
            problems.error(place(at), message, accepted);
        }

        private Position place(int at) {
            return source.at(source.value().codePointCount(0, at));
        }
    }
}
