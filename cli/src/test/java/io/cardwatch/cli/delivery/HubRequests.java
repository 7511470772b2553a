package io.cardwatch.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.cardwatch.cli.delivery.Arrival.Form;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the hub's requests as strictly as their documentation is. */
final class HubRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Webhook signature;
    private final String authorization;

    HubRequests(String secret, String account, String token) throws EmptyWebhookSecretException {
        signature = new Webhook(secret);
        authorization = "Basic " + base64(account + ":" + token);
    }

    /** What arrived, or an exception with the status that a real provider would answer. */
    Arrival read(Form form, HttpExchange exchange, byte[] body, long nanoTime, Treatment treatment)
            throws RefusedException {
        Headers headers = exchange.getRequestHeaders();
        return switch (form) {
            case WEBHOOK -> webhook(headers, body, nanoTime, treatment);
            case SMS -> sms(headers, body, nanoTime, treatment);
        };
    }

    private Arrival webhook(Headers headers, byte[] body, long nanoTime, Treatment treatment)
            throws RefusedException {
        try {
            Map<String, List<String>> lowerCase = new HashMap<>();
            headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
            signature.verify(new String(body, UTF_8), lowerCase);
        } catch (WebhookVerificationException e) {
            throw new RefusedException(401, "the signature is not of this message");
        }
        List<String> alertIds = new ArrayList<>();
        json(body).findPath("alertIds").forEach(id -> alertIds.add(id.asText()));
        if (alertIds.isEmpty()) {
            throw new RefusedException(400, "the message names no alert");
        }
        return new Arrival(
                Form.WEBHOOK, nanoTime, headers.getFirst("webhook-id"), alertIds, treatment);
    }

    private Arrival sms(Headers headers, byte[] body, long nanoTime, Treatment treatment)
            throws RefusedException {
        if (!authorization.equals(headers.getFirst("Authorization"))) {
            throw new RefusedException(401, "the account's token is another");
        }
        Map<String, String> fields = fields(new String(body, UTF_8));
        String to = fields.getOrDefault("To", "");
        if (!to.startsWith("+1555")
                || !fields.containsKey("Body")
                || fields.containsKey("From") == fields.containsKey("MessagingServiceSid")) {
            throw new RefusedException(400, "a recipient, a text and one sender are asked for");
        }
        return new Arrival(Form.SMS, nanoTime, to, List.of(), treatment);
    }

    private static JsonNode json(byte[] body) throws RefusedException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new RefusedException(400, "the body is no JSON");
        }
    }

    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = Math.max(field.indexOf('='), 0);
            fields.put(
                    URLDecoder.decode(field.substring(0, equals), UTF_8),
                    URLDecoder.decode(field.substring(equals + 1), UTF_8));
        }
        return fields;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** A request that a real provider would refuse. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
