package io.cardwatch.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.event.IsoCodes;
import io.cardwatch.event.RejectionReason;
import io.cardwatch.event.mapping.FeedMapping;
import io.cardwatch.event.mapping.FeedMappingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a foreign CSV file is read: by a mapping file, or by the same said in options. */
final class MappingOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Which column of the CSV is which field.")
    private @Nullable Path mapping;

    @Option(
            names = "--column",
            paramLabel = "FIELD=COLUMN",
            description =
                    "The same without a file: eventId, eventTime, cardRef and amount are needed;"
                            + " label and scenario say what is known. May be repeated.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--default",
            paramLabel = "FIELD=VALUE",
            description =
                    "With --column: the value of a field that the file lacks, for example"
                            + " currency=EUR. bankId is bank, messageType authorisation and"
                            + " responseCode 00 where they are not given.")
    private Map<String, String> defaults = new LinkedHashMap<>();

    @Option(
            names = "--time",
            paramLabel = "FORMAT",
            description =
                    "With --column: iso, epoch-seconds, epoch-millis or a pattern such as"
                            + " \"dd.MM.uuuu HH:mm\"; default: iso.")
    private @Nullable String time;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "With --column: where times without a zone are meant; default: UTC.")
    private @Nullable String zone;

    @Option(
            names = "--base-currency",
            paramLabel = "CODE",
            description =
                    "What the bank's own amounts are in, into which others are billed, for JSON"
                            + " lines and with --column; default: what the first event is billed"
                            + " in, or currency of --default.")
    private @Nullable String baseCurrency;

    /** Whether the files are foreign CSV. */
    boolean isGiven() {
        return mapping != null || !columns.isEmpty();
    }

    /** The base currency of files of JSON lines, or null where they are to say it. */
    @Nullable String baseCurrency() {
        return baseCurrency;
    }

    /** The mapping, or null where the files are JSON lines. */
    @Nullable FeedMapping read() throws CommandFailure, IOException {
        boolean inOptions = !columns.isEmpty();
        if (!inOptions && (!defaults.isEmpty() || time != null || zone != null)) {
            throw CommandFailure.usage("--default, --time and --zone need --column");
        }
        if (inOptions && mapping != null) {
            throw CommandFailure.usage("give --mapping or --column, not both");
        }
        if (mapping != null && baseCurrency != null) {
            throw CommandFailure.usage(
                    "--base-currency is for JSON lines and --column; a mapping file says its own");
        }
        if (baseCurrency != null && IsoCodes.currencyExponent(baseCurrency) == null) {
            throw CommandFailure.usage(
                    "--base-currency: " + RejectionReason.UNKNOWN_CURRENCY.hint());
        }
        try {
            if (mapping != null) {
                return FeedMapping.read(mapping);
            }
            return inOptions ? FeedMapping.parse(inOptions(), "the options") : null;
        } catch (FeedMappingException e) {
            throw ReplayFile.unusable(e);
        }
    }

    /** The rule file that the mapping names as suited to its data, or null. */
    @Nullable Path suitedRules() throws CommandFailure, IOException {
        FeedMapping read = read();
        String rules = read == null ? null : read.rules();
        return rules == null || mapping == null ? null : mapping.resolveSibling(rules).normalize();
    }

    /** JSON is YAML. */
    private String inOptions() {
        Map<String, String> values = new LinkedHashMap<>(defaults);
        values.putIfAbsent("bankId", "bank");
        if (!columns.containsKey("messageType")) {
            values.putIfAbsent("messageType", "authorisation");
        }
        if (!columns.containsKey("responseCode")) {
            values.putIfAbsent("responseCode", "00");
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("columns", columns);
        file.put("defaults", values);
        if (baseCurrency != null) {
            file.put("baseCurrency", baseCurrency);
        }
        Map<String, String> times = new LinkedHashMap<>();
        times.put("format", time == null ? "iso" : time);
        times.put("zone", zone == null ? "UTC" : zone);
        file.put("time", times);
        try {
            return JSON.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts can be written", e);
        }
    }
}
