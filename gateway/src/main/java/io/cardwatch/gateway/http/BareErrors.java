package io.cardwatch.gateway.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what the server itself refuses, such as a bad request line, with a status alone. */
final class BareErrors implements Request.Handler {
    private final GatewayMetrics metrics;

    BareErrors(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        metrics.count("refused", "reason", "http_" + response.getStatus() / 100 + "xx");
        response.write(true, null, callback);
        return true;
    }
}
