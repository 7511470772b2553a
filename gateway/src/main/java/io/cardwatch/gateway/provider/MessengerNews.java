package io.cardwatch.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Sender;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads Messenger's webhooks: pressed buttons, quick replies, texts, deliveries, reads and account
 * linking. What it does not know, and what was sent to another page, is passed over.
 */
final class MessengerNews implements Function<JsonNode, List<News>> {
    private final @Nullable String page;
    private final InstantSource clock;

    MessengerNews(@Nullable String page, InstantSource clock) {
        this.page = page;
        this.clock = clock;
    }

    @Override
    public List<News> apply(JsonNode root) {
        List<News> news = new ArrayList<>();
        change(root, news);
        for (JsonNode entry : Json.items(root, "entry")) {
            Json.items(entry, "messaging").forEach(event -> event(event, news));
            Json.items(entry, "changes").forEach(change -> change(change, news));
        }
        return news;
    }

    /** The form {@code {"field":"messaging_postbacks","value":{…}}}. */
    private void change(JsonNode change, List<News> news) {
        if (change.path("field").isTextual() && change.path("value").isObject()) {
            event(change.path("value"), news);
        }
    }

    private void event(JsonNode event, List<News> news) {
        String psid = Json.text(event.path("sender"), "id");
        String recipient = Json.text(event.path("recipient"), "id");
        boolean elsewhere = page != null && recipient != null && !page.equals(recipient);
        if (psid == null || elsewhere) {
            return;
        }
        Sender sender = Sender.of(psid);
        Instant at = Json.time(event, "timestamp");
        pressed(event.path("postback"), event.path("postback"), sender, news);
        JsonNode message = event.path("message");
        if (message.isObject() && !message.path("is_echo").asBoolean(false)) {
            message(message, sender, at == null ? clock.instant() : at, news);
        }
        seen(event.path("delivery"), sender, Kind.DELIVERED, news);
        seen(event.path("read"), sender, Kind.READ, news);
        linking(event.path("account_linking"), sender, at == null ? clock.instant() : at, news);
    }

    private static void message(JsonNode message, Sender sender, Instant at, List<News> news) {
        if (message.path("quick_reply").isObject()) {
            pressed(message.path("quick_reply"), message, sender, news);
            return;
        }
        String text = Json.text(message, "text");
        String mid = Json.text(message, "mid");
        if (text != null && mid != null) {
            news.add(new News.Said(sender, text, mid, at));
        }
    }

    private static void pressed(JsonNode button, JsonNode of, Sender sender, List<News> news) {
        String payload = Json.text(button, "payload");
        if (payload != null) {
            news.add(new News.Pressed(sender, payload, Json.text(of, "mid"), null));
        }
    }

    /** By message where ids are given, else by time: a watermark covers all that went before. */
    private static void seen(JsonNode seen, Sender sender, Kind outcome, List<News> news) {
        List<JsonNode> mids = Json.items(seen, "mids");
        Instant until = Json.time(seen, "watermark");
        for (JsonNode mid : mids) {
            if (mid.isTextual()) {
                news.add(new News.Reported(mid.asText(), outcome, null));
            }
        }
        if (mids.isEmpty() && until != null) {
            news.add(new News.SeenUntil(sender, outcome, until));
        }
    }

    private static void linking(JsonNode linking, Sender sender, Instant at, List<News> news) {
        String status = Json.text(linking, "status");
        String code = Json.text(linking, "authorization_code");
        if ("unlinked".equals(status)) {
            news.add(new News.Unlinked(sender));
        } else if ("linked".equals(status) && code != null) {
            news.add(new News.Linked(sender, code, at));
        }
    }
}
