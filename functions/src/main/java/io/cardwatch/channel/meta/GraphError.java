package io.cardwatch.channel.meta;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the Graph API answers where it refuses: {@code {"error":{"code":10,"error_subcode":2018278,
 * …}}}. Its message is left out on purpose, since it may quote the request.
 *
 * @param code what went wrong
 * @param subcode what it was more closely, or 0 where the API does not say
 */
public record GraphError(int code, int subcode) {
    /** The error in an answer, or null where it holds none. */
    static @Nullable GraphError in(@Nullable JsonNode answer) {
        if (answer == null || !answer.path("error").path("code").canConvertToInt()) {
            return null;
        }
        JsonNode error = answer.path("error");
        return new GraphError(error.path("code").intValue(), error.path("error_subcode").asInt(0));
    }

    /** As documentation and operators write it, for example {@code 10/2018278} or {@code 190}. */
    @Override
    public String toString() {
        return subcode == 0 ? Integer.toString(code) : code + "/" + subcode;
    }
}
