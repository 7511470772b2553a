package io.cardwatch.channel.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered to a request.
 *
 * @param status the HTTP status, 200 to 599
 * @param retryAfter how long the provider asks to wait, from 1 second to 24 hours, or null where it
 *     does not say
 * @param body the answer's body; empty where there is none, or where it broke off or is longer than
 *     {@link HttpSender#LARGEST_BODY}. Not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
public record HttpAnswer(int status, @Nullable Duration retryAfter, byte[] body) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Whether the status says that the request was done, 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    /** Whether the status says that the provider failed, 500 to 599. */
    public boolean isServerError() {
        return status >= 500;
    }

    /** The code of an outcome that rests on the status alone, for example {@code http 503}. */
    public String code() {
        return "http " + status;
    }

    /** The body as JSON, or the missing node where it is none. */
    public JsonNode json() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "HttpAnswer[redacted, " + code() + "]";
    }
}
