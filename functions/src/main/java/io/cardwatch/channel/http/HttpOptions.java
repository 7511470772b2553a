package io.cardwatch.channel.http;

import io.cardwatch.channel.ChannelOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options that channels over HTTP have in common. */
public final class HttpOptions {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private HttpOptions() {}

    /** How long an attempt may take as a whole: 10 seconds unless configured. */
    public static Duration timeout(ChannelOptions options) {
        Duration timeout = options.duration("timeout", DEFAULT_TIMEOUT);
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw options.unfit("timeout", options.text("timeout"), "1s to 60s");
        }
        return timeout;
    }

    /**
     * An address to send to: https, or http to this machine. An error does not quote more of it
     * than its host, since banks put tokens into addresses.
     *
     * @param otherwise what stands in for it, or null where it has to be given
     */
    public static URI address(ChannelOptions options, String option, @Nullable String otherwise) {
        URI uri = options.uri(option, otherwise);
        if (uri.getRawFragment() != null) {
            throw options.unfit(option, shown(uri), "an address without '#'");
        }
        if (!"https".equals(uri.getScheme()) && !TargetAddresses.isLoopback(uri.getHost())) {
            throw options.unfit(option, shown(uri), "https://…; plain http to this machine alone");
        }
        return uri;
    }

    /**
     * A provider's address without a path's closing slash, for paths to be added to.
     *
     * @param otherwise the provider's own
     */
    public static String base(ChannelOptions options, String option, String otherwise) {
        URI uri = address(options, option, otherwise);
        if (uri.getRawQuery() != null) {
            throw options.unfit(option, shown(uri), "an address without '?'");
        }
        String base = uri.toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getHost();
    }
}
