package io.cardwatch.gateway.provider;

import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.jobs.config.InboundSpec;
import io.cardwatch.secret.Secret;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint is told: below {@code inbound} first, then of the channel itself. */
final class InboundOptions {
    private final InboundSpec spec;
    private final ChannelOptions own;
    private final ChannelOptions inbound;

    InboundOptions(InboundSpec spec) {
        this.spec = spec;
        own = new ChannelOptions(spec.options());
        inbound = new ChannelOptions(spec.inbound());
    }

    /** A secret in {@code inbound.<option>-file}, or in the channel's own option; or null. */
    @Nullable Secret optionalSecret(String option) {
        Secret secret = inboundSecret(option);
        try {
            return secret == null ? own.optionalSecret(option) : secret;
        } catch (ChannelOptionException e) {
            throw spec.fault(e);
        }
    }

    /** A secret in {@code inbound.<option>-file} alone, or null. */
    @Nullable Secret inboundSecret(String option) {
        try {
            return inbound.optionalSecret(option);
        } catch (ChannelOptionException e) {
            throw spec.fault(e);
        }
    }

    /** {@link #optionalSecret} where the channel takes webhooks only with it. */
    Secret secret(String option) {
        Secret secret = optionalSecret(option);
        try {
            return secret == null ? inbound.secret(option) : secret;
        } catch (ChannelOptionException e) {
            throw spec.fault(e);
        }
    }

    /** What options below {@code inbound} that are no secrets say. */
    <T> T inbound(Function<ChannelOptions, T> reader) {
        try {
            return reader.apply(inbound);
        } catch (ChannelOptionException e) {
            throw spec.fault(e);
        }
    }

    /** An option of the channel that sending needs too. */
    @Nullable String ownText(String option) {
        return own.optionalText(option);
    }

    /** Refuses options below {@code inbound} that nobody asked for. */
    void refuseOthers() {
        try {
            inbound.refuseOthers();
        } catch (ChannelOptionException e) {
            throw spec.fault(e);
        }
    }
}
