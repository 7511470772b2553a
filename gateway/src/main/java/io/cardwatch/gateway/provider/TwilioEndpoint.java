package io.cardwatch.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.twilio.TwilioReports;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Parameters;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Sender;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.secret.Secret;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's two webhooks at one address: what users write, and what became of messages. Signed over
 * the address as Twilio has it and the form's parameters; without a time, so a repetition is known
 * by the message's id.
 */
final class TwilioEndpoint implements Endpoint {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String XML = "text/xml; charset=utf-8";

    private final Site site;
    private final String publicUrl;
    private final Secret authToken;
    private final InstantSource clock;
    private final Inbox inbox;

    /**
     * An endpoint.
     *
     * @param publicUrl where Twilio reaches the gateway, without a path
     */
    TwilioEndpoint(
            Site site, String publicUrl, Secret authToken, InstantSource clock, Inbox inbox) {
        this.site = site;
        this.publicUrl = publicUrl;
        this.authToken = authToken;
        this.clock = clock;
        this.inbox = inbox;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            throw new RefusedException(Refusal.METHOD);
        }
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith(FORM)) {
            throw new RefusedException(Refusal.MEDIA_TYPE);
        }
        String signature = request.header("X-Twilio-Signature");
        if (signature == null) {
            throw new RefusedException(Refusal.UNSIGNED);
        }
        Parameters form = Parameters.parse(request.body());
        verify(request, form, signature);
        return inbox.take(site, news(form)).thenApply(TwilioEndpoint::twiml);
    }

    private void verify(WebRequest request, Parameters form, String signature) {
        String url = publicUrl + request.path();
        if (request.query() != null) {
            url += '?' + request.query();
        }
        boolean genuine = false;
        for (String token : ConstantTime.secrets(authToken)) {
            genuine |= ConstantTime.equal(sign(token, url, form), signature);
        }
        if (!genuine) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
    }

    private static String sign(String token, String url, Parameters form) {
        Hasher hasher = sha1(token).putString(url, UTF_8);
        form.all()
                .forEach(
                        (name, values) ->
                                new TreeSet<>(values)
                                        .forEach(
                                                value ->
                                                        hasher.putString(name, UTF_8)
                                                                .putString(value, UTF_8)));
        return Base64.getEncoder().encodeToString(hasher.hash().asBytes());
    }

    /** Twilio signs with nothing else; as an HMAC, SHA-1 has no known weakness. */
    @SuppressWarnings("deprecation")
    private static Hasher sha1(String token) {
        return Hashing.hmacSha1(token.getBytes(UTF_8)).newHasher();
    }

    private List<News> news(Parameters form) {
        List<News> news = new ArrayList<>();
        String sid = form.get("MessageSid");
        String status = form.get("MessageStatus");
        String from = form.get("From");
        if (sid == null || sid.isEmpty()) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        if (status != null) {
            Integer code = code(form.get("ErrorCode"));
            Kind outcome = TwilioReports.outcome(status, code);
            if (outcome != null) {
                news.add(new News.Reported(sid, outcome, code == null ? null : code.toString()));
            }
        } else if (from != null && !from.isBlank()) {
            String body = form.get("Body");
            if ("STOP".equals(form.get("OptOutType"))) {
                news.add(new News.Stopped(Sender.of(from), sid));
            } else if (body != null) {
                news.add(new News.Said(Sender.of(from), body, sid, clock.instant()));
            }
        }
        return news;
    }

    private static @Nullable Integer code(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static WebAnswer twiml(@Nullable String say) {
        String message =
                say == null
                        ? ""
                        : "<Message>"
                                + say.replace("&", "&amp;")
                                        .replace("<", "&lt;")
                                        .replace(">", "&gt;")
                                + "</Message>";
        return WebAnswer.of(
                200,
                XML,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>" + message + "</Response>");
    }
}
