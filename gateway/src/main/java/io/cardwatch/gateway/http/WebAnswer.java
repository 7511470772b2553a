package io.cardwatch.gateway.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a request is answered.
 *
 * @param status the HTTP status
 * @param headers beside those that every answer has
 * @param body perhaps empty
 */
public record WebAnswer(int status, Map<String, String> headers, String body) {
    private static final String TYPE = "Content-Type";

    public WebAnswer {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** A status alone. */
    public static WebAnswer empty(int status) {
        return new WebAnswer(status, Map.of(), "");
    }

    public static WebAnswer text(String text) {
        return of(200, "text/plain; charset=utf-8", text);
    }

    public static WebAnswer of(int status, String type, String text) {
        return new WebAnswer(status, Map.of(TYPE, type), text);
    }

    @Override
    public String toString() {
        return "WebAnswer[" + status + "]";
    }
}
