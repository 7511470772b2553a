package io.cardwatch.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.whatsapp.WhatsAppReports;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Sender;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads webhooks of the WhatsApp Cloud API: pressed buttons, texts and statuses. A user is known by
 * a phone number or by a business-scoped id, whichever is there.
 */
final class WhatsAppNews implements Function<JsonNode, List<News>> {
    private final @Nullable String phoneNumberId;
    private final InstantSource clock;

    WhatsAppNews(@Nullable String phoneNumberId, InstantSource clock) {
        this.phoneNumberId = phoneNumberId;
        this.clock = clock;
    }

    @Override
    public List<News> apply(JsonNode root) {
        List<News> news = new ArrayList<>();
        change(root, news);
        for (JsonNode entry : Json.items(root, "entry")) {
            Json.items(entry, "changes").forEach(change -> change(change, news));
        }
        return news;
    }

    private void change(JsonNode change, List<News> news) {
        JsonNode value = change.path("value");
        String to = Json.text(value.path("metadata"), "phone_number_id");
        if (!value.isObject()
                || (phoneNumberId != null && to != null && !phoneNumberId.equals(to))) {
            return;
        }
        List<JsonNode> contacts = Json.items(value, "contacts");
        Json.items(value, "messages").forEach(message -> message(message, contacts, news));
        Json.items(value, "statuses").forEach(status -> status(status, news));
    }

    private void message(JsonNode message, List<JsonNode> contacts, List<News> news) {
        Sender sender = sender(message, contacts);
        String id = Json.text(message, "id");
        if (sender == null || id == null) {
            return;
        }
        String payload = Json.text(message.path("button"), "payload");
        if (payload == null) {
            payload = Json.text(message.path("interactive").path("button_reply"), "id");
        }
        String text = Json.text(message.path("text"), "body");
        if (payload != null) {
            news.add(new News.Pressed(sender, payload, id, null));
        } else if (text != null) {
            Instant at = Json.time(message, "timestamp");
            news.add(new News.Said(sender, text, id, at == null ? clock.instant() : at));
        }
    }

    private static @Nullable Sender sender(JsonNode message, List<JsonNode> contacts) {
        Set<String> addresses = new LinkedHashSet<>();
        add(addresses, Json.text(message, "from"));
        add(addresses, Json.text(message, "from_user_id"));
        add(addresses, Json.text(message, "user_id"));
        // With one contact there is no doubt that it is the sender; it may know the other name.
        if (contacts.size() == 1) {
            add(addresses, Json.text(contacts.get(0), "wa_id"));
            add(addresses, Json.text(contacts.get(0), "user_id"));
        }
        return addresses.isEmpty() ? null : new Sender(List.copyOf(addresses));
    }

    private static void add(Set<String> addresses, @Nullable String address) {
        if (address != null) {
            addresses.add(address);
        }
    }

    private static void status(JsonNode status, List<News> news) {
        String id = Json.text(status, "id");
        String word = Json.text(status, "status");
        if (id == null || word == null) {
            return;
        }
        List<JsonNode> errors = Json.items(status, "errors");
        Integer code = errors.isEmpty() ? null : Json.number(errors.get(0), "code");
        Kind outcome = WhatsAppReports.outcome(word, code);
        if (outcome != null) {
            news.add(new News.Reported(id, outcome, code == null ? null : code.toString()));
        }
    }
}
