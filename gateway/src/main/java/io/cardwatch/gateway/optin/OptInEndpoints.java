package io.cardwatch.gateway.optin;

import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.inbound.Outbox;
import io.cardwatch.gateway.provider.StandardWebhooks;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.jobs.config.InboundSpec;
import io.cardwatch.message.MessageTemplates;
import io.cardwatch.secret.Secret;
import io.cardwatch.secret.SecretReference;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The endpoints of opting in, by path: for each bank whose servers may ask for opt-ins. */
public final class OptInEndpoints {
    private final GatewayConfig config;
    private final GatewayState state;
    private final Outbox outbox;
    private final MessageTemplates templates;
    private final InstantSource clock;
    private final GatewayMetrics metrics;

    public OptInEndpoints(
            GatewayConfig config,
            GatewayState state,
            Outbox outbox,
            MessageTemplates templates,
            InstantSource clock,
            GatewayMetrics metrics) {
        this.config = config;
        this.state = state;
        this.outbox = outbox;
        this.templates = templates;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * The endpoints.
     *
     * @param hashingSecret what codes are made with
     * @param channels a bank's channels by their names
     */
    public Map<String, Endpoint> endpoints(
            byte[] hashingSecret, Function<String, Map<String, InboundSpec>> channels) {
        Codes codes = new Codes(hashingSecret);
        Grants grants = new Grants(state, outbox, metrics);
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        config.banks()
                .forEach(
                        (bankId, bank) -> {
                            SecretReference secret = bank.secret();
                            if (secret == null) {
                                return;
                            }
                            Map<String, String> types = new LinkedHashMap<>();
                            channels.apply(bankId)
                                    .forEach((name, spec) -> types.put(name, spec.type()));
                            endpoints.put(
                                    "/banks/" + bankId + "/enrolments",
                                    new EnrolmentEndpoint(
                                            bankId,
                                            types,
                                            new StandardWebhooks(new Secret(secret), clock),
                                            codes,
                                            config,
                                            state,
                                            outbox,
                                            clock));
                            endpoints.put(
                                    "/opt-in/" + bankId,
                                    new LinkEndpoint(
                                            bankId,
                                            config.web().publicUrl(),
                                            state,
                                            grants,
                                            outbox,
                                            templates,
                                            clock));
                        });
        return endpoints;
    }
}
