package io.cardwatch.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.audit.ChainBreak;
import io.cardwatch.audit.ChainHead;
import io.cardwatch.audit.ChainReport;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What {@code audit verify} tells a program. */
final class ReportJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportJson() {}

    static String write(ChainReport report, String placeName, Collection<ChainHead> anchors) {
        ObjectNode root = JSON.createObjectNode();
        root.put("holds", report.holds());
        root.put("records", report.records());
        root.put("head", report.head().format());
        root.put("firstAt", text(report.firstAt()));
        root.put("lastAt", text(report.lastAt()));
        ArrayNode expected = root.putArray("expected");
        anchors.forEach(anchor -> expected.add(anchor.format()));
        root.put("broken", report.broken());
        ArrayNode breaks = root.putArray("breaks");
        for (ChainBreak found : report.breaks()) {
            breaks.addObject()
                    .put("kind", found.kind().wireName())
                    .put("seq", found.seq())
                    .put(placeName, found.place())
                    .put("words", found.words());
        }
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable", e);
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
