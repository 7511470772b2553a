package io.cardwatch.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cardwatch.alert.AlertId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a test knows of its input by reading it itself: the raw topics and the file of consents,
 * with nothing of the jobs' own code but the definition of an alert's id.
 */
final class SampleInput {
    /** The test card number of the sample's bad records. */
    static final String CANARY = "4111111111111111";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENTS_TOPIC = "card-events.";
    private static final Pattern TEXT =
            Pattern.compile("\"(eventId|cardRef|subjectRef|merchantName)\":\"([^\"]+)\"");

    private final Map<String, JsonNode> eventsByAlertId = new HashMap<>();
    private final Map<String, String> badRecords = new TreeMap<>();
    private final Map<String, Set<String>> texts = new HashMap<>();
    private final List<JsonNode> consents;

    SampleInput(Collection<ConsumerRecord<byte[], byte[]>> records, List<JsonNode> consents) {
        this.consents = List.copyOf(consents);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            add(record);
        }
        for (JsonNode consent : consents) {
            addText("subjectRef", consent.at("/consent/subjectRef").asText());
            if (consent.at("/consent/address").isTextual()) {
                addText("address", consent.at("/consent/address").asText());
            }
        }
        addText("canary", CANARY);
    }

    static List<JsonNode> consentLines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(SampleInput::json).toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        String value = new String(record.value(), StandardCharsets.UTF_8);
        Matcher found = TEXT.matcher(value);
        while (found.find()) {
            addText(found.group(1), found.group(2));
        }
        JsonNode event = json(value);
        String bankId = record.topic().substring(EVENTS_TOPIC.length());
        String fault = fault(event, bankId);
        if (fault != null) {
            badRecords.put(coordinates(record.topic(), record.partition(), record.offset()), fault);
        } else {
            eventsByAlertId.put(AlertId.of(bankId, event.get("eventId").asText()), event);
        }
    }

    private void addText(String field, String text) {
        texts.computeIfAbsent(field, unused -> new HashSet<>()).add(text);
    }

    /** What the generator spoilt in this record, by its own hand's marks; null where nothing. */
    private static @Nullable String fault(JsonNode event, String bankId) {
        if (!event.isObject()) {
            return "malformed";
        }
        if (!event.path("bankId").asText().equals(bankId)) {
            return "wrong_bank";
        }
        if (!event.has("cardRef")) {
            return "missing_field";
        }
        if (event.path("currency").asText().equals("XQQ")) {
            return "unknown_currency";
        }
        if (event.path("merchantCountry").asText().equals("QQ")) {
            return "unknown_country";
        }
        if (event.path("amountMinor").asLong() < 0) {
            return "negative_amount";
        }
        if (event.path("eventTime").asText().startsWith("yesterday")) {
            return "bad_time";
        }
        return event.path("merchantName").asText().contains(CANARY) ? "card_number" : null;
    }

    static String coordinates(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }

    /** The event that an alert of this id speaks of, or null where there is none. */
    @Nullable JsonNode event(String alertId) {
        return eventsByAlertId.get(alertId);
    }

    /** Place and fault of each record that is bad. */
    Map<String, String> badRecords() {
        return badRecords;
    }

    /** The texts of these fields that nobody may find where they do not belong. */
    Set<String> texts(String... fields) {
        Set<String> all = new HashSet<>();
        for (String field : fields) {
            all.addAll(texts.getOrDefault(field, Set.of()));
        }
        return all;
    }

    /** All that must not come out of Cardwatch unasked. */
    Set<String> allTexts() {
        return texts(texts.keySet().toArray(String[]::new));
    }

    /**
     * The opt-in to fraud alerts on this channel that was live at that time, or null: the last one
     * published by then decides, and it has to be a grant in force.
     */
    @Nullable JsonNode liveConsent(String bankId, String subjectRef, String channel, Instant time) {
        JsonNode last = null;
        for (JsonNode record : consents) {
            JsonNode consent = record.path("consent");
            if (consent.path("bankId").asText().equals(bankId)
                    && consent.path("subjectRef").asText().equals(subjectRef)
                    && consent.path("purpose").asText().equals("fraud-alerts")
                    && consent.path("channel").asText().equals(channel)
                    && !instant(record, "publishedAt").isAfter(time)) {
                last = consent;
            }
        }
        boolean live =
                last != null
                        && last.path("status").asText().equals("granted")
                        && !instant(last, "grantedAt").isAfter(time)
                        && (!last.has("expiresAt") || time.isBefore(instant(last, "expiresAt")));
        return live ? last : null;
    }

    static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }
}
