package io.cardwatch.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the Java methods that make an event's signature, one per word. */
final class SignatureSource {
    private final JavaConstants constants;
    private final StringBuilder source =
            new StringBuilder()
                    .append("public long signature(int word, CardEvent event, double[] f) {\n")
                    .append("return word == 0 ? word0(event, f) : word1(event, f);\n}\n");

    SignatureSource(JavaConstants constants) {
        this.constants = constants;
    }

    void open(int word) {
        source.append("private long word" + word + "(CardEvent event, double[] f) {\n");
        source.append("long bits = 0L;\n");
    }

    /**
     * Adds a question's bits.
     *
     * @param levels of one word, the laxest first
     */
    void add(Conjunct.Question question, List<RuleSignatures.Bit> levels) {
        EventField field = question.field();
        String value = field == null ? "f[" + question.slot() + "]" : field.javaSource();
        source.append("{\n");
        switch (question.kind()) {
            case AT_LEAST -> numbers(value, "<", levels);
            case AT_MOST -> numbers(value, ">", levels);
            case AMONG -> texts(value, levels);
            case TRUE, FALSE -> {
                boolean wanted = question.kind() == Conjunct.Kind.TRUE;
                String test =
                        field != null
                                ? value + " != " + (wanted ? EventField.FALSE : EventField.TRUE)
                                : wanted
                                        ? value + " != 0.0"
                                        : "!(" + value + " < 0.0 || " + value + " > 0.0)";
                source.append("if (" + test + ") bits |= " + bit(levels.get(0)) + ";\n");
            }
        }
        source.append("}\n");
    }

    /** A missing value is NaN, which is never outside. */
    private void numbers(String value, String outside, List<RuleSignatures.Bit> levels) {
        source.append("double v = " + value + ";\n");
        for (RuleSignatures.Bit level : levels) {
            String bound = "(" + level.test().bound() + ")";
            source.append(
                    "if (!(v " + outside + " " + bound + ")) { bits |= " + bit(level) + ";\n");
        }
        source.append("}\n".repeat(levels.size()));
    }

    /** Looks a text up by its hash, once for all levels. */
    private void texts(String value, List<RuleSignatures.Bit> levels) {
        Map<Integer, Map<String, Long>> byHash = new TreeMap<>();
        long all = 0;
        for (RuleSignatures.Bit level : levels) {
            all |= 1L << level.place();
            for (String text : level.test().texts()) {
                byHash.computeIfAbsent(text.hashCode(), hash -> new TreeMap<>())
                        .merge(text, 1L << level.place(), (one, other) -> one | other);
            }
        }
        source.append("String v = " + value + ";\n");
        source.append("if (v == null) bits |= " + all + "L;\n");
        source.append("else switch (v.hashCode()) {\n");
        byHash.forEach(
                (hash, masks) -> {
                    source.append("case " + hash + ":\n");
                    masks.forEach(
                            (text, mask) ->
                                    source.append("if (" + constants.text(text) + ".equals(v))")
                                            .append(" bits |= " + mask + "L;\n"));
                    source.append("break;\n");
                });
        source.append("default: break;\n}\n");
    }

    void close() {
        source.append("return bits;\n}\n");
    }

    private static String bit(RuleSignatures.Bit bit) {
        return "1L << " + bit.place();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
