package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a consent is for: the key of the compacted consents topic, {@code
 * bankId|subjectRef|purpose|channel}.
 *
 * <p>Inside a part, {@code |} is written {@code %7C} and {@code %} is written {@code %25}; nothing
 * else is escaped, so that each key has exactly one form and compaction finds it.
 */
public record ConsentKey(String bankId, String subjectRef, String purpose, String channel) {
    private static final int PARTS = 4;

    public ConsentKey {
        requirePart(bankId, "bankId");
        requirePart(subjectRef, "subjectRef");
        requirePart(purpose, "purpose");
        requirePart(channel, "channel");
    }

    /** The key as it stands on the topic. */
    public String format() {
        return String.join(
                "|", escape(bankId), escape(subjectRef), escape(purpose), escape(channel));
    }

    /**
     * Reads a key of the topic.
     *
     * @throws ConsentFormatException where the text is not a key in its one form
     */
    public static ConsentKey parse(String text) {
        List<String> parts = new ArrayList<>(PARTS);
        int start = 0;
        for (int bar = text.indexOf('|'); bar >= 0; bar = text.indexOf('|', start)) {
            parts.add(unescape(text.substring(start, bar)));
            start = bar + 1;
        }
        parts.add(unescape(text.substring(start)));
        if (parts.size() != PARTS || parts.contains("")) {
            throw malformed();
        }
        ConsentKey key = new ConsentKey(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
        if (!key.format().equals(text)) {
            throw malformed();
        }
        return key;
    }

    private static ConsentFormatException malformed() {
        return new ConsentFormatException(
                "key",
                "is bankId|subjectRef|purpose|channel, no part empty, with %7C for | and %25 for %"
                        + " inside a part");
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("|", "%7C");
    }

    private static String unescape(String part) {
        return part.replace("%7C", "|").replace("%25", "%");
    }

    private static void requirePart(String part, String name) {
        requireNonNull(part, name);
        if (part.isEmpty()) {
            throw new IllegalArgumentException("a consent's key has no empty part: " + name);
        }
    }

    @Override
    public String toString() {
        return "ConsentKey[redacted]";
    }
}
