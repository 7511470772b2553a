package io.cardwatch.cli.phone;

import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebRequest;
import java.util.regex.Pattern;

/**
 * Lets the page itself ask, and no other site that the same browser has open: neither one that
 * posts here, nor one whose name was made to lead to this machine.
 */
final class SameOrigin {
    private static final Pattern LOOPBACK = Pattern.compile("(127\\.0\\.0\\.1|localhost):[0-9]+");

    private SameOrigin() {}

    /**
     * Lets through what asks for this machine by its own name.
     *
     * @throws RefusedException where it asks for another host
     */
    static void requireHost(WebRequest request) {
        String host = request.header("Host");
        if (host == null || !LOOPBACK.matcher(host).matches()) {
            throw new RefusedException(Refusal.FORBIDDEN);
        }
    }

    /**
     * Lets through what the page's own script posts.
     *
     * @throws RefusedException where another page, or none, asks
     */
    static void requirePage(WebRequest request) {
        requireHost(request);
        if (!("http://" + request.header("Host")).equals(request.header("Origin"))) {
            throw new RefusedException(Refusal.FORBIDDEN);
        }
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw new RefusedException(Refusal.MEDIA_TYPE);
        }
    }
}
