package io.cardwatch.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names and values in the form of {@code application/x-www-form-urlencoded}.
 *
 * @param values all values of each name, in the order they came
 */
public record Parameters(SortedMap<String, List<String>> values) {
    private static final int MOST = 200;

    public Parameters {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * Reads a form's body.
     *
     * @throws RefusedException where it is none
     */
    public static Parameters parse(byte[] body) {
        try {
            return parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    static Parameters parse(String text) {
        TreeMap<String, List<String>> values = new TreeMap<>();
        int count = 0;
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            if (++count > MOST) {
                throw new RefusedException(Refusal.MALFORMED);
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            values.computeIfAbsent(name, added -> new ArrayList<>())
                    .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new Parameters(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    /** The first value, or null where the name is not there. */
    public @Nullable String get(String name) {
        List<String> found = values.get(name);
        return found == null ? null : found.get(0);
    }

    /** Names and values as a map, for whoever needs all. */
    public Map<String, List<String>> all() {
        return values;
    }

    @Override
    public String toString() {
        return "Parameters[redacted]";
    }
}
