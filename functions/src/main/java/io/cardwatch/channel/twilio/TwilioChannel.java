package io.cardwatch.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;

import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.PhoneNumber;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.HttpSender;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Sends text messages. Twilio's create call has no idempotency key, so that an attempt whose
 * outcome is unknown is never repeated.
 */
final class TwilioChannel implements MessageChannel {
    private final String name;
    private final URI messages;
    private final String user;
    private final Secret token;
    private final Map<String, String> parameters;
    private final TwilioAnswers answers;
    private final HttpSender sender;

    /**
     * A channel that has opened nothing yet.
     *
     * @param messages the address of the account's messages
     * @param user who the token belongs to: the account, or an API key
     * @param parameters what every request has in common
     */
    TwilioChannel(
            String name,
            URI messages,
            String user,
            Secret token,
            Map<String, String> parameters,
            TwilioAnswers answers,
            HttpSender sender) {
        this.name = name;
        this.messages = messages;
        this.user = user;
        this.token = token;
        this.parameters = Map.copyOf(parameters);
        this.answers = answers;
        this.sender = sender;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean idempotent() {
        return false;
    }

    @Override
    public CompletionStage<SendOutcome> send(SendPermit permit, OutboundMessage message) {
        if (!permit.claim()) {
            return completedStage(SendOutcome.of(Kind.RETRY));
        }
        if (!PhoneNumber.isE164(permit.address())) {
            return completedStage(SendOutcome.of(Kind.DEAD_ADDRESS, "not_e164"));
        }
        String password;
        try {
            password = token.newest();
        } catch (IllegalStateException e) {
            return completedStage(SendOutcome.of(Kind.CHANNEL_DOWN, "no_secret"));
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", permit.address());
        form.put("Body", message.text());
        form.putAll(parameters);
        Map<String, String> headers =
                Map.of(
                        "Authorization", basic(user, password),
                        "Content-Type", "application/x-www-form-urlencoded",
                        "Accept", "application/json");
        return sender.post(messages, headers, encoded(form), answers::outcome);
    }

    private static String basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private static byte[] encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    @Override
    public void close() {
        sender.close();
    }
}
