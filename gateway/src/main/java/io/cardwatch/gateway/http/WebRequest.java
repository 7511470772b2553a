package io.cardwatch.gateway.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request that has arrived as a whole. */
public final class WebRequest {
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Function<String, @Nullable String> headers;
    private final byte[] body;

    /**
     * A request.
     *
     * @param method {@code GET} or {@code POST}
     * @param path the path as it was sent
     * @param query what stands behind the question mark as it was sent, or null
     * @param headers the first value of a header by its name, or null
     * @param body the body, of at most 64 KiB; not copied
     */
    WebRequest(
            String method,
            String path,
            @Nullable String query,
            Function<String, @Nullable String> headers,
            byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    public boolean isPost() {
        return method.equals("POST");
    }

    /** The path as it was sent. */
    public String path() {
        return path;
    }

    /** What stands behind the question mark as it was sent, or null. */
    public @Nullable String query() {
        return query;
    }

    /** The parameters behind the question mark. */
    public Parameters parameters() {
        return Parameters.parse(query == null ? "" : query);
    }

    /** A header's first value, or null. */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /** The body as it was sent; not to be changed. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "WebRequest[redacted, " + method + "]";
    }
}
