package io.cardwatch.gateway.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.html.HtmlEscapers;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Parameters;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * <b>A sample</b>: the page of a bank that Messenger opens for account linking. A real bank's page
 * asks for its own login here; this one lets anybody be any of its sample customers. What comes
 * after is what a real one does too: a signed request to the gateway, and the way back to
 * Messenger.
 */
public final class SampleBankLogin implements Endpoint {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HTML =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sample bank: sign in</title>
            <style>
            :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
            main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; }
            button, select { font: inherit; padding: .5rem 1rem; }
            </style>
            </head>
            <body><main>
            <h1>Sample bank</h1>
            <p>This is a sample of a bank's login page: nothing is checked.</p>
            <form method="post">
            <input type="hidden" name="redirect_uri" value="%s">
            <p><label>Customer <select name="customer">%s</select></label></p>
            <p>The bank would tell you on Messenger when a payment with your card looks like fraud. You can stop it at any time.</p>
            <p><button name="agree" value="yes">Sign in and agree</button> <button name="agree" value="no">No, thank you</button></p>
            </form>
            </main></body>
            </html>
            """;

    private final URI enrolments;
    private final Map<String, String> customers;
    private final String secret;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * A page.
     *
     * @param gateway where the gateway is, for example {@code http://127.0.0.1:8480}
     * @param bankId the bank that the page plays
     * @param customers names to show, to the cardholder's references
     * @param secret what the bank's servers sign with, as the gateway knows it
     */
    public SampleBankLogin(
            URI gateway,
            String bankId,
            Map<String, String> customers,
            String secret,
            InstantSource clock) {
        this.enrolments = gateway.resolve("/banks/" + bankId + "/enrolments");
        this.customers = Map.copyOf(customers);
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            String back = required(request.parameters(), "redirect_uri");
            return CompletableFuture.completedStage(
                    WebAnswer.of(
                            200,
                            "text/html; charset=utf-8",
                            HTML.formatted(escaped(back), options())));
        }
        Parameters form = Parameters.parse(request.body());
        String back = required(form, "redirect_uri");
        String subjectRef = customers.get(required(form, "customer"));
        if (subjectRef == null) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        // The gateway refuses other hosts; a refusal leads back without it, so nothing leads
        // elsewhere.
        return enrol(subjectRef, back)
                .thenApply(
                        redirectTo ->
                                "yes".equals(form.get("agree"))
                                        ? leadTo(redirectTo)
                                        : leadTo(back));
    }

    private CompletionStage<String> enrol(String subjectRef, String back) {
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        asked.put("way", "linking").put("subjectRef", subjectRef).put("channel", "messenger");
        asked.put("locale", "en").put("timeZone", "UTC").put("redirectUri", back);
        asked.put("textVersion", "sample-1").put("source", "sample-bank-login");
        return http.sendAsync(signed(asked.toString()), BodyHandlers.ofString())
                .thenApply(SampleBankLogin::redirectTo);
    }

    private HttpRequest signed(String body) {
        String id = UUID.randomUUID().toString();
        long seconds = clock.instant().getEpochSecond();
        try {
            return HttpRequest.newBuilder(enrolments)
                    .header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(seconds))
                    .header("webhook-signature", new Webhook(secret).sign(id, seconds, body))
                    .POST(BodyPublishers.ofString(body))
                    .build();
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new RefusedException(Refusal.NO_SECRET);
        }
    }

    private static String redirectTo(HttpResponse<String> answer) {
        try {
            if (answer.statusCode() == 201) {
                return JSON.readTree(answer.body()).path("redirectTo").asText();
            }
        } catch (JsonProcessingException e) {
            // As good as a refusal.
        }
        throw new RefusedException(Refusal.FORBIDDEN);
    }

    private static WebAnswer leadTo(String address) {
        return new WebAnswer(303, Map.of("Location", address), "");
    }

    private String options() {
        StringBuilder options = new StringBuilder();
        for (String name : new TreeMap<>(customers).keySet()) {
            options.append("<option>").append(escaped(name)).append("</option>");
        }
        return options.toString();
    }

    private static String required(Parameters parameters, String name) {
        String value = parameters.get(name);
        if (value == null || value.isBlank()) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return value;
    }

    private static String escaped(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    @Override
    public String toString() {
        return "SampleBankLogin[" + enrolments + "]";
    }
}
