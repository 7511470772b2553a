package io.cardwatch.gateway;

import io.cardwatch.engine.KeyHasher;
import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.inbound.Inbox;
import io.cardwatch.gateway.inbound.Outbox;
import io.cardwatch.gateway.inbound.RecordSink;
import io.cardwatch.gateway.optin.OptInEndpoints;
import io.cardwatch.gateway.optin.OptIns;
import io.cardwatch.gateway.provider.Providers;
import io.cardwatch.gateway.provider.Receivers;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.message.MessageTemplates;
import io.cardwatch.reply.ReplyPayloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gateway's parts put together, but for where records come from and go to. */
final class Assembly {
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final GatewayState state;
    private final Outbox outbox;
    private final Map<String, Endpoint> endpoints;
    private final Receivers receivers;

    /**
     * The parts.
     *
     * @param secret the hashing secret
     * @param signing what answer buttons are signed with
     */
    Assembly(
            GatewayConfig config,
            byte[] secret,
            byte[] signing,
            RecordSink sink,
            InstantSource clock) {
        state = new GatewayState(new KeyHasher(secret), config.alertMemory(), clock);
        outbox = new Outbox(sink, config, state, metrics);
        MessageTemplates templates = templates(config.templates());
        ReplyPayloads payloads = new ReplyPayloads(signing);
        OptIns optIns =
                new OptIns(
                        state, outbox, templates, config.optIn().confirmWithin(), clock, metrics);
        Inbox inbox = new Inbox(config, state, outbox, payloads, optIns, clock, metrics);
        Providers providers = new Providers(config, inbox, clock);
        endpoints = new TreeMap<>(providers.endpoints());
        receivers = new Receivers(config, providers, inbox, secret, clock, metrics);
        endpoints.putAll(
                new OptInEndpoints(config, state, outbox, templates, clock, metrics)
                        .endpoints(secret, providers::channels));
    }

    private static MessageTemplates templates(@Nullable String folder) {
        try {
            return folder == null
                    ? MessageTemplates.shipped()
                    : MessageTemplates.load(Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("the message templates cannot be read", e);
        }
    }

    GatewayMetrics metrics() {
        return metrics;
    }

    GatewayState state() {
        return state;
    }

    Outbox outbox() {
        return outbox;
    }

    /** By path. */
    Map<String, Endpoint> endpoints() {
        return endpoints;
    }

    /** What is bound to message centres. */
    Receivers receivers() {
        return receivers;
    }
}
