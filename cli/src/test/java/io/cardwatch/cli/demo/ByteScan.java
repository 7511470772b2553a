package io.cardwatch.cli.demo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks for many texts at once in bytes of any kind: each as UTF-8 and as UTF-16 of either order.
 */
final class ByteScan {
    private static final List<Charset> FORMS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    @SuppressWarnings("ArrayRecordComponent")
    private record Needle(String text, byte[] bytes) {}

    /** By the first eight bytes, which no text of interest is shorter than. */
    private final Map<Long, List<Needle>> needles = new HashMap<>();

    ByteScan(Collection<String> texts) {
        for (String text : Set.copyOf(texts)) {
            for (Charset form : FORMS) {
                Needle needle = new Needle(text, text.getBytes(form));
                long start = 0;
                for (int i = 0; i < Long.BYTES; i++) {
                    start = appended(start, needle.bytes()[i]);
                }
                needles.computeIfAbsent(start, unused -> new ArrayList<>()).add(needle);
            }
        }
    }

    private static long appended(long window, byte next) {
        return (window << Byte.SIZE) | (next & 0xff);
    }

    /** The texts that stand in these bytes. */
    Set<String> hitsIn(byte[] bytes) {
        Set<String> hits = new TreeSet<>();
        long window = 0;
        for (int end = 0; end < bytes.length; end++) {
            window = appended(window, bytes[end]);
            int start = end + 1 - Long.BYTES;
            for (Needle needle : start < 0 ? List.<Needle>of() : candidates(window)) {
                int length = needle.bytes().length;
                if (start + length <= bytes.length
                        && Arrays.equals(bytes, start, start + length, needle.bytes(), 0, length)) {
                    hits.add(needle.text());
                }
            }
        }
        return hits;
    }

    private List<Needle> candidates(long window) {
        return needles.getOrDefault(window, List.of());
    }

    /** The texts that stand in any file of this folder. */
    Set<String> hitsIn(Path folder) throws IOException {
        Set<String> hits = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hits.addAll(hitsIn(Files.readAllBytes(file)));
            }
        }
        return hits;
    }
}
