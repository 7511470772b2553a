package io.cardwatch.operator;

import io.cardwatch.json.RecordCodec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports on rule sets as JSON, UTF-8, after {@code io/cardwatch/schema/rules-status.schema.json}.
 * Fields that this build does not know are passed over.
 */
public final class RulesStatusJson {
    private static final int SCHEMA_VERSION = 1;
    private static final RecordCodec<Wire> CODEC = new RecordCodec<>(Wire.class);

    private record Wire(
            int schemaVersion,
            long sequence,
            @Nullable String bankId,
            @Nullable String ruleset,
            @Nullable String version,
            String status,
            @Nullable String stage,
            int subtask,
            int of,
            @Nullable String rule,
            @Nullable List<String> problems,
            @Nullable List<RuleCount> counts,
            String at) {}

    private RulesStatusJson() {}

    /** The report as JSON. */
    public static byte[] encode(RulesStatus report) {
        return CODEC.encode(
                new Wire(
                        SCHEMA_VERSION,
                        report.sequence(),
                        report.bankId(),
                        report.ruleset(),
                        report.version(),
                        report.status().wireName(),
                        report.stage(),
                        report.subtask(),
                        report.of(),
                        report.rule(),
                        report.problems(),
                        report.counts().isEmpty() ? null : report.counts(),
                        report.at().toString()));
    }

    /**
     * The key of a report's record. A later report of the same key makes the earlier one needless:
     * of a rule's pauses and resumptions the last one tells.
     */
    public static String key(RulesStatus report) {
        String about =
                switch (report.status()) {
                    case ACCEPTED, REFUSED -> "validated";
                    case ACTIVE -> "active/" + report.subtask();
                    case RULE_COUNTS -> "counts/" + report.subtask();
                    case FLOOD_PAUSED, FLOOD_RESUMED ->
                            "flood/"
                                    + report.subtask()
                                    + '/'
                                    + report.bankId()
                                    + '/'
                                    + report.rule();
                };
        return report.sequence() + "/" + about;
    }

    /** The report, or null where the bytes are none that this build knows. */
    public static @Nullable RulesStatus decode(byte @Nullable [] value) {
        Wire wire = value == null ? null : CODEC.decode(value);
        if (wire == null || wire.schemaVersion() != SCHEMA_VERSION) {
            return null;
        }
        RulesStatus.Kind status =
                Arrays.stream(RulesStatus.Kind.values())
                        .filter(kind -> kind.wireName().equals(wire.status()))
                        .findFirst()
                        .orElse(null);
        Instant at = time(wire.at());
        return status == null || at == null
                ? null
                : new RulesStatus(
                        wire.sequence(),
                        wire.bankId(),
                        wire.ruleset(),
                        wire.version(),
                        status,
                        wire.stage(),
                        wire.subtask(),
                        wire.of(),
                        wire.rule(),
                        wire.problems() == null ? List.of() : wire.problems(),
                        wire.counts() == null ? List.of() : wire.counts(),
                        at);
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
