package io.cardwatch.event.mapping;

import io.cardwatch.event.Coordinates;
import io.cardwatch.event.EventAssembler;
import io.cardwatch.event.EventField;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.event.IsoCodes;
import io.cardwatch.event.RejectionReason;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a mapping file's text into a {@link FeedMapping}, or into the list of its problems. */
final class FeedMappingParser {
    static final String AMOUNT = "amount";
    static final String LABEL = "label";
    static final String SCENARIO = "scenario";

    private static final List<String> KEYS =
            List.of("columns", "defaults", "time", "delimiter", "baseCurrency", "rules");
    private static final List<String> TIME_KEYS = List.of("format", "zone");
    private static final List<EventField> NEED_A_COLUMN =
            List.of(EventField.EVENT_ID, EventField.CARD_REF, EventField.EVENT_TIME);
    private static final List<EventField> NEED_A_VALUE =
            List.of(EventField.MESSAGE_TYPE, EventField.CURRENCY);

    private final String source;
    private final List<String> problems = new ArrayList<>();

    FeedMappingParser(String source) {
        this.source = source;
    }

    FeedMapping parse(String yaml) {
        YamlObject file = YamlObject.parse(yaml, source, problems);
        FeedMapping mapping = file == null ? null : mapping(file);
        if (mapping == null || !problems.isEmpty()) {
            throw new FeedMappingException(problems.stream().distinct().toList());
        }
        return mapping;
    }

    private @Nullable FeedMapping mapping(YamlObject file) {
        file.accept(KEYS);
        YamlObject columns = file.object("columns");
        YamlObject defaults = file.object("defaults");
        TimeFormat time = time(file.object("time"));
        Character delimiter = delimiter(file);
        if (columns == null) {
            file.problem("columns", "columns: say which column is which field");
            return null;
        }
        if (defaults == null) {
            file.problem("defaults", "defaults: give at least bankId, the bank the file is of");
            return null;
        }
        columns.accept(columnNames());
        defaults.accept(defaultNames());
        Map<EventField, String> columnOf = fields(columns);
        Map<EventField, String> defaultOf = fields(defaults);
        checkRequired(columns, defaults);
        FeedProfile profile = profile(file, defaults);
        if (profile == null) {
            return null;
        }
        checkDefaults(defaults, defaultOf, profile, time);
        return new FeedMapping(
                source,
                columnOf,
                columns.text(AMOUNT),
                columns.text(LABEL),
                columns.text(SCENARIO),
                defaultOf,
                time,
                delimiter,
                file.text("rules"),
                profile);
    }

    private TimeFormat time(@Nullable YamlObject time) {
        TimeFormat iso = TimeFormat.of("iso", ZoneOffset.UTC);
        if (time == null) {
            return iso;
        }
        time.accept(TIME_KEYS);
        String zoneName = time.text("zone");
        String format = time.text("format");
        ZoneId zone = ZoneOffset.UTC;
        try {
            zone = zoneName == null ? zone : ZoneId.of(zoneName);
        } catch (DateTimeException unknownZone) {
            time.problem("zone", "no time zone; accepted: UTC, or a name as Europe/Vienna");
        }
        try {
            return TimeFormat.of(format == null ? "iso" : format, zone);
        } catch (IllegalArgumentException noPattern) {
            time.problem("format", "no time format; accepted: " + TimeFormat.ACCEPTED);
            return iso;
        }
    }

    private static @Nullable Character delimiter(YamlObject file) {
        String text = file.text("delimiter");
        if (text == null) {
            return null;
        }
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1 || text.equals("\"") || Character.isLetterOrDigit(text.charAt(0))) {
            file.problem("delimiter", "no delimiter; accepted: \",\" \";\" \"|\" or tab");
            return null;
        }
        return text.charAt(0);
    }

    private static Map<EventField, String> fields(YamlObject object) {
        Map<EventField, String> fields = new EnumMap<>(EventField.class);
        for (String key : object.keys()) {
            EventField field = EventField.byWireName(key);
            String value = field == null ? null : object.text(key);
            if (field != null && value != null) {
                fields.put(field, value);
            }
        }
        return fields;
    }

    private static void checkRequired(YamlObject columns, YamlObject defaults) {
        for (EventField field : NEED_A_COLUMN) {
            if (!columns.keys().contains(field.wireName())) {
                columns.problem("", "columns need " + field.wireName());
            }
        }
        for (EventField field : NEED_A_VALUE) {
            if (!columns.keys().contains(field.wireName())
                    && !defaults.keys().contains(field.wireName())) {
                columns.problem("", "columns or defaults need " + field.wireName());
            }
        }
        boolean major = columns.keys().contains(AMOUNT);
        boolean minor = columns.keys().contains(EventField.AMOUNT_MINOR.wireName());
        if (major == minor) {
            columns.problem("", "columns need either amount (major units) or amountMinor");
        }
    }

    private static @Nullable FeedProfile profile(YamlObject file, YamlObject defaults) {
        String bankId = defaults.text("bankId");
        String ownBase = file.text("baseCurrency");
        String baseCurrency = ownBase != null ? ownBase : defaults.text("currency");
        if (bankId == null) {
            defaults.problem("", "defaults need bankId, the bank the file is of");
            return null;
        }
        if (baseCurrency == null) {
            file.problem("", "give baseCurrency, or currency under defaults");
            return null;
        }
        if (IsoCodes.currencyExponent(baseCurrency) == null) {
            YamlObject place = ownBase != null ? file : defaults;
            place.problem(
                    ownBase != null ? "baseCurrency" : "currency",
                    RejectionReason.UNKNOWN_CURRENCY.hint());
            return null;
        }
        try {
            return FeedProfile.of(bankId, baseCurrency);
        } catch (IllegalArgumentException noBankId) {
            defaults.problem("bankId", String.valueOf(noBankId.getMessage()));
            return null;
        }
    }

    private static void checkDefaults(
            YamlObject defaults,
            Map<EventField, String> values,
            FeedProfile profile,
            TimeFormat time) {
        EventAssembler scratch = new EventAssembler(profile);
        Cells cells = new Cells(scratch, time);
        values.forEach(
                (field, value) -> {
                    if (!cells.put(field, value)) {
                        RejectionReason reason = scratch.finish(new Coordinates("", 0, 0)).reason();
                        String hint = reason == null ? "" : reason.hint();
                        defaults.problem(
                                field.wireName(), "no value for " + field.wireName() + ": " + hint);
                    }
                });
    }

    private static List<String> columnNames() {
        List<String> names = new ArrayList<>(EventField.wireNames());
        names.remove(EventField.BANK_ID.wireName());
        names.remove(EventField.SCHEMA_VERSION.wireName());
        names.addAll(List.of(AMOUNT, LABEL, SCENARIO));
        return names;
    }

    private static List<String> defaultNames() {
        List<String> names = new ArrayList<>(EventField.wireNames());
        names.remove(EventField.SCHEMA_VERSION.wireName());
        return names;
    }
}
