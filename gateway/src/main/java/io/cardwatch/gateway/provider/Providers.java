package io.cardwatch.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.jobs.config.ConfigException;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.jobs.config.InboundSpec;
import io.cardwatch.secret.Secret;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The endpoints of all providers that are configured, by path. */
public final class Providers {
    private final GatewayConfig config;
    private final Inbox inbox;
    private final InstantSource clock;

    public Providers(GatewayConfig config, Inbox inbox, InstantSource clock) {
        this.config = config;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * The endpoints.
     *
     * @throws ConfigException where one lacks what it needs
     */
    public Map<String, Endpoint> endpoints() {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        for (String bankId : config.banks().keySet()) {
            for (InboundSpec spec : channels(bankId).values()) {
                Site site = new Site(bankId, spec.channel());
                // A message centre calls nobody: see Receivers.
                Endpoint webhook = spec.type().equals("smpp") ? null : webhook(site, spec);
                if (spec.type().equals("email")) {
                    endpoints.put(
                            "/unsubscribe/" + bankId + "/" + spec.channel(),
                            new UnsubscribeEndpoint(site, inbox, clock));
                }
                if (webhook != null) {
                    endpoints.put("/webhooks/" + bankId + "/" + spec.channel(), webhook);
                }
            }
        }
        return endpoints;
    }

    /** A bank's own channels, and the common ones that it has none of its own for. */
    public Map<String, InboundSpec> channels(String bankId) {
        Map<String, InboundSpec> channels = new LinkedHashMap<>();
        for (InboundSpec spec : config.channels()) {
            if (spec.bankId() == null) {
                channels.put(spec.channel(), spec);
            }
        }
        for (InboundSpec spec : config.channels()) {
            if (bankId.equals(spec.bankId())) {
                channels.put(spec.channel(), spec);
            }
        }
        return channels;
    }

    private @Nullable Endpoint webhook(Site site, InboundSpec spec) {
        InboundOptions options = new InboundOptions(spec);
        Endpoint endpoint =
                switch (spec.type()) {
                    case "messenger" ->
                            meta(site, options, new MessengerNews(options.ownText("page"), clock));
                    case "whatsapp" ->
                            meta(
                                    site,
                                    options,
                                    new WhatsAppNews(options.ownText("phone-number-id"), clock));
                    case "twilio" -> twilio(site, options);
                    case "webhook" ->
                            new HubEndpoint(
                                    site,
                                    new StandardWebhooks(options.secret("secret"), clock),
                                    inbox);
                    case "web-push" -> new PushEndpoint(site, inbox, clock);
                    default -> null;
                };
        options.refuseOthers();
        return endpoint;
    }

    /** Without a token to be verified by, Meta calls nobody: then there is no endpoint. */
    private @Nullable Endpoint meta(
            Site site, InboundOptions options, Function<JsonNode, List<News>> reader) {
        Secret verifyToken = options.optionalSecret("verify-token");
        return verifyToken == null
                ? null
                : new MetaEndpoint(site, verifyToken, options.secret("app-secret"), reader, inbox);
    }

    private @Nullable Endpoint twilio(Site site, InboundOptions options) {
        String publicUrl = config.web().publicUrl();
        Secret token =
                options.ownText("api-key") == null
                        ? options.optionalSecret("auth-token")
                        : options.inboundSecret("auth-token");
        return publicUrl == null || token == null
                ? null
                : new TwilioEndpoint(site, publicUrl, token, clock, inbox);
    }
}
