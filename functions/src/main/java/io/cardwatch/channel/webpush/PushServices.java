package io.cardwatch.channel.webpush;

import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.http.TargetAddresses;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The push services that may be sent to. An endpoint comes from a browser, so whoever may opt in
 * chooses it: it must not lead the job to any other host, least of all to one of its own network.
 */
final class PushServices {
    /** Those of Chrome and Edge on Android and elsewhere, Firefox, Edge on Windows, and Safari. */
    static final String KNOWN =
            "fcm.googleapis.com; *.push.services.mozilla.com; *.notify.windows.com;"
                    + " *.push.apple.com";

    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[A-Za-z0-9.-]{1,253}");
    private static final int HTTPS = 443;

    private final List<String> hosts;

    PushServices(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    /** As configured: hosts, or all below one, as in {@code *.push.example}. */
    static PushServices of(ChannelOptions options) {
        List<String> hosts = List.of(options.text("push-services", KNOWN).split("\\s*;\\s*"));
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw options.unfit(
                        "push-services", host, "hosts such as push.example or *.push.example");
            }
        }
        return new PushServices(hosts);
    }

    /** Whether that address may be sent to: https at its usual port, at one of the hosts. */
    boolean allow(URI endpoint) {
        String host = endpoint.getHost();
        if (hosts.stream().noneMatch(allowed -> matches(allowed, host))
                || endpoint.getUserInfo() != null
                || endpoint.getFragment() != null) {
            return false;
        }
        // This machine counts where configuration names it.
        return TargetAddresses.isLoopback(host)
                || ("https".equals(endpoint.getScheme())
                        && (endpoint.getPort() == -1 || endpoint.getPort() == HTTPS));
    }

    private static boolean matches(String allowed, String host) {
        return allowed.startsWith("*.")
                ? host.regionMatches(
                        true,
                        host.length() - allowed.length() + 1,
                        allowed,
                        1,
                        allowed.length() - 1)
                : host.equalsIgnoreCase(allowed);
    }
}
